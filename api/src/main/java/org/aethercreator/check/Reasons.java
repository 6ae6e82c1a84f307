package org.aethercreator.check;

import java.util.OptionalInt;
import org.aethercreator.fit.HardwareProfile;
import org.aethercreator.fit.MemoryFit;
import org.aethercreator.fit.MemoryFit.Placement;
import org.aethercreator.gguf.GgmlType;
import org.aethercreator.modelfile.ModelParameter;
import org.aethercreator.modelfile.Preset;

/** The values that follow from a fit, each with the numbers that speak for it. */
final class Reasons {
    private final Preset task;
    private final MemoryFit fit;
    private final HardwareProfile hardware;

    Reasons(Preset task, MemoryFit fit) {
        this.task = task;
        this.fit = fit;
        this.hardware = fit.hardware();
    }

    Preset.Value context(int wished) {
        int context = fit.settings().contextTokens();
        String cache = Gibibytes.of(fit.keyValueBytes());
        String reason;
        if (context == wished) {
            reason = "what " + task.title() + " asks for; its cache takes " + cache;
        } else if (context == fit.model().trainedContextTokens()) {
            reason = "the model was trained for no more, though " + task.title() + " asks for " + wished
                    + "; its cache takes " + cache;
        } else {
            reason = "the largest that fits into " + Gibibytes.available(hardware) + ", though " + task.title()
                    + " asks for " + wished + "; its cache takes " + cache + smallerCache(wished);
        }
        return value(ModelParameter.NUM_CTX, context, reason);
    }

    /** What the server's environment could do about it: no parameter sets the cache's type. */
    private String smallerCache(int wished) {
        MemoryFit quantized = fit.withSettings(fit.settings().withCacheType(GgmlType.Q8_0));
        OptionalInt largest = quantized.largestContextTokens();
        int reached = Math.min(wished, largest.orElse(0));
        return reached <= fit.settings().contextTokens()
                ? ""
                : "; a server started with OLLAMA_KV_CACHE_TYPE=q8_0 could hold " + reached;
    }

    Preset.Value gpuLayers() {
        if (hardware.gpus().isEmpty()) {
            return value(ModelParameter.NUM_GPU, 0, hardware.name() + " has no graphics card");
        }
        int layers = fit.gpuLayers();
        String free = Gibibytes.of(hardware.freeVramBytes()) + " of graphics memory that are free";
        String reason;
        if (layers == fit.offloadableLayers()) {
            reason = "all " + fit.model().layers().size() + " layers and the output fit: they take "
                    + Gibibytes.of(fit.vramBytes()) + " of the " + free;
        } else if (layers == 0) {
            reason = "no layer fits into the " + free + " beside its buffers";
        } else {
            reason = "so many of " + fit.offloadableLayers() + " layers fit: they take "
                    + Gibibytes.of(fit.vramBytes()) + " of the " + free + ", the others are computed by the CPU"
                    + fasterContext();
        }
        return value(ModelParameter.NUM_GPU, layers, reason);
    }

    private String fasterContext() {
        OptionalInt whole = fit.largestGpuContextTokens();
        return whole.isEmpty() ? "" : "; with num_ctx " + whole.getAsInt() + " all would fit, which is much faster";
    }

    Preset.Value batch() {
        int batch = fit.settings().batchTokens();
        String reason = "prompt tokens at once; the buffers for it take " + Gibibytes.of(fit.computeBytes())
                + (fit.placement() == Placement.RAM ? "" : " and leave the layers on the graphics card");
        return value(ModelParameter.NUM_BATCH, batch, reason);
    }

    Preset.Value threads() {
        return value(
                ModelParameter.NUM_THREAD,
                hardware.physicalCores(),
                "one for each of the " + hardware.physicalCores()
                        + " cores; more threads wait for each other, as they share the cores' arithmetic");
    }

    /** A number of tokens of the task, cut down where it would fill the context alone. */
    Preset.Value insideContext(Preset.Value asked) {
        int most = fit.settings().contextTokens() / 2;
        return Recommender.tokens(asked) <= most
                ? asked
                : value(
                        asked.parameter(),
                        most,
                        "half of the context of " + fit.settings().contextTokens() + " tokens, though " + task.title()
                                + " asks for " + asked.value());
    }

    private static Preset.Value value(ModelParameter parameter, int value, String reason) {
        return new Preset.Value(parameter, Integer.toString(value), reason);
    }
}
