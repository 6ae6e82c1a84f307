package org.aethercreator.quantize;

import java.util.List;
import java.util.Set;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.gguf.GgufModel;
import org.aethercreator.gguf.GgufTensor;

/**
 * What the rules ask of a model.
 *
 * @param queriesPerKey query heads that share a key-value head, in the first layer; 0 without attention there
 * @param valueTensors tensors that hold attention values, alone or with others
 * @param tiedOutput whether the token embedding also gives the logits
 */
record ModelTraits(
        String architecture, long layers, long experts, long queriesPerKey, int valueTensors, boolean tiedOutput) {
    private static final Set<String> WITH_70B = Set.of("llama", "deci", "qwen2", "olmo");

    static ModelTraits of(GgufFile file) {
        GgufModel model = file.model();
        List<Long> heads = model.headCounts();
        List<Long> keyValueHeads = model.keyValueHeadCounts();
        long first = keyValueHeads.isEmpty() ? 0 : keyValueHeads.get(0);
        List<GgufTensor> tensors = file.tensors();
        return new ModelTraits(
                model.architecture(),
                model.blockCount().orElse(0),
                file.metadata().integer(model.architecture() + ".expert_count").orElse(0),
                heads.isEmpty() || first == 0 ? 0 : heads.get(0) / first,
                (int) tensors.stream().filter(ModelTraits::holdsValues).count(),
                tensors.stream().noneMatch(tensor -> tensor.name().equals("output.weight")));
    }

    /** A 70B model of the Llama 2 family: eight query heads for each key-value head, so values are few and cheap. */
    boolean is70b() {
        return layers == 80 && WITH_70B.contains(architecture) && (!architecture.equals("llama") || queriesPerKey != 1);
    }

    boolean isFalcon() {
        return architecture.equals("falcon");
    }

    private static boolean holdsValues(GgufTensor tensor) {
        String name = tensor.name();
        return name.contains("attn_v.weight") || name.contains("attn_qkv.weight") || name.contains("attn_kv_b.weight");
    }
}
