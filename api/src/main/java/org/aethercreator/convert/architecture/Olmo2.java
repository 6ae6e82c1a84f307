package org.aethercreator.convert.architecture;

import org.aethercreator.convert.vocabulary.VocabularyStyle;

/** OLMo 2: norms only behind attention and feed-forward, and on queries and keys. */
final class Olmo2 extends Architecture {
    Olmo2() {
        super("olmo2", VocabularyStyle.BYTE_LEVEL_BPE, "Olmo2ForCausalLM");
    }

    @Override
    TensorNames tensorNames() {
        return TensorNames.ofLlama()
                .without("input_layernorm")
                .with("post_attention_layernorm", "post_attention_norm")
                .with("post_feedforward_layernorm", "post_ffw_norm")
                .with("self_attn.q_norm", "attn_q_norm")
                .with("self_attn.k_norm", "attn_k_norm");
    }
}
