package org.aethercreator.convert.architecture;

import org.aethercreator.convert.vocabulary.VocabularyStyle;
import org.aethercreator.safetensors.SafetensorsTensor;

/** OLMo 1: Llama whose norms have no weights. */
final class Olmo extends Architecture {
    Olmo() {
        super("olmo", VocabularyStyle.BYTE_LEVEL_BPE, "OlmoForCausalLM", "OLMoForCausalLM");
    }

    @Override
    TensorNames tensorNames() {
        return TensorNames.ofLlama().without("model.norm", "input_layernorm", "post_attention_layernorm");
    }

    @Override
    void add(Planning planning, String name, SafetensorsTensor tensor) {
        PlannedTensor planned = planning.named(name, tensor);
        ModelConfig config = planning.config();
        long heads = config.needCount("num_attention_heads");
        if (name.endsWith("q_proj.weight")) {
            planned = planned.withOrder(Llama.neighbours(config, tensor, heads));
        } else if (name.endsWith("k_proj.weight")) {
            long keyHeads = config.integer("num_key_value_heads").orElse(heads);
            planned = planned.withOrder(Llama.neighbours(config, tensor, keyHeads));
        }
        planning.add(planned);
    }

    @Override
    void addParameters(ModelConfig config, Parameters parameters) {
        super.addParameters(config, parameters);
        parameters.real("attention.layer_norm_epsilon", 1e-5);
        parameters.real("attention.clamp_kqv", config.real("clip_qkv"));
    }
}
