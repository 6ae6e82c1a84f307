package org.aethercreator.convert.architecture;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A family's names of tensors at Hugging Face and in GGUF, without {@code .weight} and {@code .bias}. Names in a block
 * go without {@code model.layers.N.} and {@code blk.N.}.
 */
final class TensorNames {
    private static final Pattern IN_BLOCK = Pattern.compile("model\\.layers\\.(\\d{1,9})\\.(.+)");

    private final Map<String, String> names;

    private TensorNames(Map<String, String> names) {
        this.names = names;
    }

    /** The names of Llama, from which most families differ little. */
    static TensorNames ofLlama() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("model.embed_tokens", "token_embd");
        names.put("model.norm", "output_norm");
        names.put("lm_head", "output");
        names.put("input_layernorm", "attn_norm");
        names.put("self_attn.q_proj", "attn_q");
        names.put("self_attn.k_proj", "attn_k");
        names.put("self_attn.v_proj", "attn_v");
        names.put("self_attn.o_proj", "attn_output");
        names.put("post_attention_layernorm", "ffn_norm");
        names.put("mlp.gate_proj", "ffn_gate");
        names.put("mlp.up_proj", "ffn_up");
        names.put("mlp.down_proj", "ffn_down");
        return new TensorNames(names);
    }

    /** These, and one more or another. */
    TensorNames with(String huggingFace, String gguf) {
        Map<String, String> changed = new LinkedHashMap<>(names);
        changed.put(huggingFace, gguf);
        return new TensorNames(changed);
    }

    /** These without some. */
    TensorNames without(String... huggingFace) {
        Map<String, String> changed = new LinkedHashMap<>(names);
        changed.keySet().removeAll(List.of(huggingFace));
        return new TensorNames(changed);
    }

    /**
     * The name in GGUF; empty if the family has no such tensor.
     *
     * @param blocks how many blocks the model has
     */
    Optional<String> gguf(String name, long blocks) {
        for (String suffix : List.of(".weight", ".bias")) {
            if (name.endsWith(suffix)) {
                String stem = name.substring(0, name.length() - suffix.length());
                return stem(stem, blocks).map(found -> found + suffix);
            }
        }
        return Optional.empty();
    }

    private Optional<String> stem(String stem, long blocks) {
        Matcher block = IN_BLOCK.matcher(stem);
        if (!block.matches()) {
            return Optional.ofNullable(names.get(stem));
        }
        if (Long.parseLong(block.group(1)) >= blocks) {
            return Optional.empty();
        }
        return Optional.ofNullable(names.get(block.group(2))).map(name -> "blk." + block.group(1) + "." + name);
    }
}
