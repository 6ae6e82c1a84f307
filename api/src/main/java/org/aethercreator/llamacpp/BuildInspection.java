package org.aethercreator.llamacpp;

import com.sun.jna.Function;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.aethercreator.llamacpp.pack.BuildFacts;

/** Asks the opened library, in the worker, what it is. Functions are looked up by name, as not all builds have all. */
final class BuildInspection {
    // enum ggml_backend_dev_type: a card of its own, and one that shares the processor's memory
    private static final int GPU = 1;
    private static final int INTEGRATED_GPU = 2;

    private BuildInspection() {}

    static BuildFacts run(String processorVariant) {
        return new BuildFacts(
                text("llama_version"),
                text("ggml_commit"),
                processorVariant,
                text("llama_print_system_info").strip(),
                devices());
    }

    private static String text(String function) {
        return LlamaLibrary.function(function)
                .map(found -> text(found.invokePointer(new Object[0])))
                .orElse("");
    }

    private static String text(Pointer pointer) {
        return pointer.getString(0, StandardCharsets.UTF_8.name());
    }

    private static List<BuildFacts.Device> devices() {
        List<BuildFacts.Device> devices = new ArrayList<>();
        long count = function("ggml_backend_dev_count").invokeLong(new Object[0]);
        for (long i = 0; i < count; i++) {
            Object[] device = {function("ggml_backend_dev_get").invokePointer(new Object[] {i})};
            int type = function("ggml_backend_dev_type").invokeInt(device);
            LongByReference free = new LongByReference();
            LongByReference total = new LongByReference();
            function("ggml_backend_dev_memory").invokeVoid(new Object[] {device[0], free, total});
            devices.add(new BuildFacts.Device(
                    text(function("ggml_backend_dev_name").invokePointer(device)),
                    text(function("ggml_backend_dev_description").invokePointer(device)),
                    type == GPU || (type == INTEGRATED_GPU && LlamaLibrary.abi().hasIntegratedGpus()),
                    free.getValue(),
                    total.getValue()));
        }
        return devices;
    }

    private static Function function(String name) {
        return LlamaLibrary.function(name)
                .orElseThrow(() -> new IllegalStateException("the library has no function " + name));
    }
}
