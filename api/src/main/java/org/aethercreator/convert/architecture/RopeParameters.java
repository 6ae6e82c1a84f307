package org.aethercreator.convert.architecture;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * The rotary embedding's parameters: those of all layers, or of layers that see everything and of those that do not.
 */
final class RopeParameters {
    private static final Set<String> KNOWN = Set.of("default", "linear", "yarn", "su", "longrope", "dynamic", "llama3");

    private final ModelConfig all;
    private final ModelConfig full;

    private RopeParameters(ModelConfig all, ModelConfig full) {
        this.all = all;
        this.full = full;
    }

    static RopeParameters of(ModelConfig config) {
        ModelConfig all = config.object("rope_parameters").orElse(config);
        return new RopeParameters(all, all.object("full_attention").orElse(all));
    }

    /** Of layers that see everything. */
    ModelConfig full() {
        return full;
    }

    OptionalDouble theta() {
        return full.real("rope_theta");
    }

    /** Of layers with a sliding window. */
    OptionalDouble slidingTheta() {
        return all.object("sliding_attention")
                .map(sliding -> sliding.real("rope_theta"))
                .orElse(OptionalDouble.empty());
    }

    /** The lower-case name of the kind of scaling; empty text if there is none. */
    String type() {
        return full.text("rope_type").orElse("");
    }

    void addScaling(Parameters parameters) {
        OptionalDouble factor = full.real("factor");
        switch (type()) {
            case "linear" -> {
                if (factor.isPresent()) {
                    parameters.text("rope.scaling.type", "linear");
                    parameters.real("rope.scaling.factor", factor);
                }
            }
            case "yarn" -> {
                if (factor.isPresent()) {
                    addYarn(parameters, factor.getAsDouble());
                }
            }
            case "su", "longrope" -> parameters.text("rope.scaling.type", "longrope");
            default -> {} // llama3's factors are a tensor
        }
    }

    List<String> warnings() {
        return type().isEmpty() || KNOWN.contains(type().toLowerCase(Locale.ROOT))
                ? List.of()
                : List.of("the rotary embedding is of the type '" + type()
                        + "', of which nothing is written; the model may be wrong at long contexts");
    }

    private void addYarn(Parameters parameters, double factor) {
        parameters.text("rope.scaling.type", "yarn");
        parameters.real("rope.scaling.factor", factor);
        parameters.count("rope.scaling.original_context_length", full.needInteger("original_max_position_embeddings"));
        parameters.real("rope.scaling.yarn_ext_factor", full.real("extrapolation_factor"));
        parameters.real("rope.scaling.yarn_attn_factor", full.real("attention_factor", "attn_factor"));
        parameters.real("rope.scaling.yarn_beta_fast", full.real("beta_fast"));
        parameters.real("rope.scaling.yarn_beta_slow", full.real("beta_slow"));
    }
}
