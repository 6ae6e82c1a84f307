package org.aethercreator.convert.architecture;

import org.aethercreator.convert.vocabulary.VocabularyStyle;

/** Gemma 2: norms before and after each part, capped logits, and a sliding window in every other layer. */
final class Gemma2 extends Gemma {
    Gemma2() {
        super("gemma2", VocabularyStyle.GEMMA, "Gemma2ForCausalLM");
    }

    static TensorNames normedTwice() {
        return TensorNames.ofLlama()
                .with("post_attention_layernorm", "post_attention_norm")
                .with("pre_feedforward_layernorm", "ffn_norm")
                .with("post_feedforward_layernorm", "post_ffw_norm");
    }

    @Override
    TensorNames tensorNames() {
        return normedTwice();
    }

    @Override
    void addParameters(ModelConfig config, Parameters parameters) {
        super.addParameters(config, parameters);
        parameters.real("attn_logit_softcapping", config.needReal("attn_logit_softcapping"));
        parameters.real("final_logit_softcapping", config.needReal("final_logit_softcapping"));
        parameters.count("attention.sliding_window", config.needInteger("sliding_window"));
    }
}
