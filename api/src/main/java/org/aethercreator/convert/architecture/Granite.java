package org.aethercreator.convert.architecture;

import java.util.OptionalDouble;

/** IBM's Granite 3: Llama with constants that scale attention, embedding, residual stream and logits. */
final class Granite extends Llama {
    Granite() {
        super("granite", "GraniteForCausalLM");
    }

    @Override
    boolean isSkipped(String name) {
        return super.isSkipped(name)
                || name.startsWith("encoder.")
                || name.contains("image_")
                || name.contains("layerwise_projectors")
                || name.contains("spatial_projectors");
    }

    @Override
    void addParameters(ModelConfig config, Parameters parameters) {
        super.addParameters(config.without("head_dim"), parameters);
        addScale(parameters, "attention.scale", config.real("attention_multiplier"));
        addScale(parameters, "embedding_scale", config.real("embedding_multiplier"));
        addScale(parameters, "residual_scale", config.real("residual_multiplier"));
        addScale(parameters, "logit_scale", config.real("logits_scaling"));
    }

    private static void addScale(Parameters parameters, String key, OptionalDouble scale) {
        if (scale.orElse(0) != 0) {
            parameters.real(key, scale);
        }
    }
}
