package org.aethercreator.convert.architecture;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.aethercreator.convert.vocabulary.VocabularyStyle;
import org.aethercreator.safetensors.SafetensorsTensor;

/** StableLM 2: a part of each head is rotated; some normalize queries and keys, head by head. */
final class StableLm extends Architecture {
    private static final Pattern NORM_OF_HEAD =
            Pattern.compile("(model\\.layers\\.\\d+\\.self_attn\\.([qk])_layernorm)\\.norms\\.\\d+\\.weight");

    StableLm() {
        super("stablelm", VocabularyStyle.BYTE_LEVEL_BPE, "StableLmForCausalLM", "StableLMEpochForCausalLM");
    }

    @Override
    TensorNames tensorNames() {
        return TensorNames.ofLlama()
                .with("self_attn.q_layernorm", "attn_q_norm")
                .with("self_attn.k_layernorm", "attn_k_norm");
    }

    @Override
    void add(Planning planning, String name, SafetensorsTensor tensor) {
        Matcher norm = NORM_OF_HEAD.matcher(name);
        if (!norm.matches()) {
            super.add(planning, name, tensor);
            return;
        }
        String whole = norm.group(1);
        long heads =
                planning.config().needCount(norm.group(2).equals("q") ? "num_attention_heads" : "num_key_value_heads");
        planning.addPart(whole + ".weight", (int) heads, head -> whole + ".norms." + head + ".weight", name, tensor);
    }

    @Override
    void addParameters(ModelConfig config, Parameters parameters) {
        parameters.count("context_length", config.needInteger("max_position_embeddings"));
        parameters.count("embedding_length", config.needInteger("hidden_size"));
        parameters.count("block_count", blocks(config));
        parameters.count("feed_forward_length", config.needInteger("intermediate_size"));
        double rotated = RopeParameters.of(config).full().needReal("partial_rotary_factor");
        parameters.count("rope.dimension_count", (long) (rotated * Llama.dimensionsOfHead(config)));
        parameters.count("attention.head_count", config.needInteger("num_attention_heads"));
        parameters.count("attention.head_count_kv", config.needInteger("num_key_value_heads"));
        parameters.truth(
                "use_parallel_residual", config.truth("use_parallel_residual").orElse(true));
        parameters.real("attention.layer_norm_epsilon", config.needReal("layer_norm_eps", "norm_eps"));
        parameters.fileType();
    }
}
