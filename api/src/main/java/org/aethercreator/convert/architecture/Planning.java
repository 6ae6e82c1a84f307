package org.aethercreator.convert.architecture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.aethercreator.safetensors.SafetensorsTensor;

/** The plan of one model while it is made: its tensors in the order of the file. */
final class Planning {
    private final ModelConfig config;
    private final TensorNames names;
    private final long blocks;
    private final List<PlannedTensor> tensors = new ArrayList<>();
    /** Parts of tensors that are not complete yet, by the complete tensor's name. */
    private final Map<String, Map<String, SafetensorsTensor>> incomplete = new LinkedHashMap<>();

    Planning(ModelConfig config, TensorNames names, long blocks) {
        this.config = config;
        this.names = names;
        this.blocks = blocks;
    }

    ModelConfig config() {
        return config;
    }

    List<PlannedTensor> tensors() {
        return tensors;
    }

    void add(PlannedTensor tensor) {
        tensors.add(tensor);
    }

    /** The stored tensor under the name that GGUF has for it. */
    PlannedTensor named(String huggingFace, SafetensorsTensor tensor) {
        return PlannedTensor.of(gguf(huggingFace), tensor);
    }

    /**
     * Takes a part of a tensor that is made of {@code count} stored ones, and adds the tensor when all are there.
     *
     * @param whole its name at Hugging Face
     * @param name of part number i
     */
    void addPart(String whole, int count, IntFunction<String> name, String part, SafetensorsTensor tensor) {
        Map<String, SafetensorsTensor> parts = incomplete.computeIfAbsent(whole, key -> new LinkedHashMap<>());
        parts.put(part, tensor);
        if (parts.size() < count) {
            return;
        }
        List<SafetensorsTensor> ordered = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            SafetensorsTensor next = parts.get(name.apply(i));
            if (next == null || next.type() != tensor.type() || !next.shape().equals(tensor.shape())) {
                throw config.unsupported("'" + name.apply(i) + "' is missing, or its type and shape are not those of '"
                        + part + "'; download the model's weights again");
            }
            ordered.add(next);
        }
        List<Long> shape = new ArrayList<>(List.of((long) count));
        shape.addAll(tensor.shape());
        add(new PlannedTensor(gguf(whole), shape, ordered, RowOrder.SAME, 0, List.of()));
        incomplete.remove(whole);
    }

    void finish() {
        if (!incomplete.isEmpty()) {
            throw config.unsupported("parts of these tensors are missing: " + String.join(", ", incomplete.keySet())
                    + "; download the model's weights again");
        }
    }

    private String gguf(String name) {
        return names.gguf(name, blocks)
                .orElseThrow(() -> config.unsupported("a model of " + blocks + " blocks of the class "
                        + config.architecture() + " has no tensor '" + name
                        + "'; check that config.json and the weights belong together"));
    }
}
