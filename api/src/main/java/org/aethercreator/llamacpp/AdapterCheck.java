package org.aethercreator.llamacpp;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.gguf.GgufTensor;

/** Whether an adapter's file fits a model's: llama.cpp says less, and newer builds of it stop at some mistakes. */
public final class AdapterCheck {
    private static final String FIRST = ".lora_a";
    private static final String SECOND = ".lora_b";

    private final Path path;
    private final GgufFile adapter;
    private final GgufFile model;

    private AdapterCheck(Path path, GgufFile adapter, GgufFile model) {
        this.path = path;
        this.adapter = adapter;
        this.model = model;
    }

    /** Why the adapter of that file does not fit {@code model}, in a sentence; empty if it does. */
    public static Optional<String> problem(Path path, GgufFile model) throws IOException {
        try {
            check(path, model);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** @throws IllegalArgumentException if it does not fit */
    static void check(Path path, GgufFile model) throws IOException {
        try (GgufFile adapter = GgufFile.open(path)) {
            AdapterCheck check = new AdapterCheck(path, adapter, model);
            check.checkKind();
            check.checkTensors();
        }
    }

    private void checkKind() {
        String type = adapter.metadata().string("general.type").orElse("missing");
        if (!type.equals("adapter")) {
            throw wrong("is no adapter (its general.type is " + type
                    + "); give a file that convert_lora_to_gguf.py wrote, or load this one as a model");
        }
        String kind = adapter.metadata().string("adapter.type").orElse("missing");
        if (!kind.equals("lora")) {
            throw wrong("is an adapter of the type " + kind + ", but llama.cpp knows lora only");
        }
        String architecture = adapter.metadata().string("general.architecture").orElse("missing");
        String wanted = model.metadata().string("general.architecture").orElse("missing");
        if (!architecture.equals(wanted)) {
            throw wrong("was trained for a model of the architecture " + architecture + ", but " + model.path()
                    + " is one of " + wanted + "; give an adapter for that, or load the model that it was trained for");
        }
    }

    private void checkTensors() {
        Map<String, GgufTensor> tensors = new HashMap<>();
        adapter.tensors().forEach(tensor -> tensors.put(tensor.name(), tensor));
        for (GgufTensor tensor : adapter.tensors()) {
            String name = tensor.name();
            if (name.endsWith(FIRST)) {
                checkPair(name.substring(0, name.length() - FIRST.length()), tensor, tensors);
            } else if (name.endsWith(SECOND)) {
                String base = name.substring(0, name.length() - SECOND.length());
                if (!tensors.containsKey(base + FIRST)) {
                    throw wrong("has the tensor " + name + " without " + base + FIRST + "; it is incomplete");
                }
            } else if (!name.endsWith("_norm.weight")) { // which llama.cpp skips
                throw wrong("has the tensor " + name + ", but those of an adapter end with " + FIRST + " or " + SECOND);
            }
        }
    }

    private void checkPair(String base, GgufTensor first, Map<String, GgufTensor> tensors) {
        GgufTensor second = Optional.ofNullable(tensors.get(base + SECOND))
                .orElseThrow(() ->
                        wrong("has the tensor " + first.name() + " without " + base + SECOND + "; it is incomplete"));
        GgufTensor weight = model.tensor(base)
                .orElseThrow(() -> wrong("changes the tensor " + base + ", which " + model.path()
                        + " does not have; load the model that it was trained for"));
        boolean embedding = base.endsWith("token_embd.weight"); // looked up by rows, so the pair is turned around
        boolean fits = embedding
                ? side(second, 1) == side(weight, 0) && side(first, 1) == side(weight, 1)
                : side(first, 0) == side(weight, 0) && side(second, 1) == side(weight, 1);
        boolean meets = side(first, embedding ? 0 : 1) == side(second, 0);
        if (!fits || !meets) {
            throw wrong("has the shapes " + first.shape() + " and " + second.shape() + " for the tensor " + base
                    + ", whose shape is " + weight.shape() + " in " + model.path()
                    + "; load the model that it was trained for");
        }
    }

    private static long side(GgufTensor tensor, int dimension) {
        return dimension < tensor.dimensions() ? tensor.shape().get(dimension) : 1;
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("The adapter " + path + " " + what + ".");
    }
}
