package org.aethercreator.convert.architecture;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.aethercreator.convert.vocabulary.VocabularyStyle;
import org.aethercreator.gguf.GgufFileType;
import org.aethercreator.gguf.GgufValue;

/** Phi 3, 3.5 and 4 mini: queries, keys and values in one tensor, gate and up in one, and factors for long contexts. */
final class Phi3 extends Architecture {
    Phi3() {
        super("phi3", VocabularyStyle.PHI3, "Phi3ForCausalLM");
    }

    @Override
    TensorNames tensorNames() {
        return TensorNames.ofLlama()
                .without("mlp.gate_proj")
                .with("self_attn.qkv_proj", "attn_qkv")
                .with("mlp.gate_up_proj", "ffn_up");
    }

    @Override
    public Map<String, GgufValue> firstEntries(ModelConfig config) {
        RopeParameters rope = RopeParameters.of(config);
        if (longFactors(rope).isEmpty()) {
            return Map.of();
        }
        Parameters parameters = new Parameters(ggufName(), GgufFileType.F32);
        parameters.real("rope.scaling.attn_factor", attentionFactor(config, rope));
        return parameters.entries();
    }

    @Override
    Stream<PlannedTensor> generated(ModelConfig config) {
        RopeParameters rope = RopeParameters.of(config);
        Optional<List<Double>> longFactors = longFactors(rope);
        if (longFactors.isEmpty()) {
            return Stream.of();
        }
        List<Double> shortFactors = rope.full().reals("short_factor").orElseThrow(() -> config.missing("short_factor"));
        long wanted = rotatedDimensions(config, rope) / 2;
        if (longFactors.get().size() != wanted || shortFactors.size() != wanted) {
            throw config.unsupported("there are " + longFactors.get().size() + " long and " + shortFactors.size()
                    + " short factors of the rotary embedding, not " + wanted
                    + "; get the model's original config.json");
        }
        return Stream.of(
                PlannedTensor.of("rope_factors_long.weight", floats(longFactors.get())),
                PlannedTensor.of("rope_factors_short.weight", floats(shortFactors)));
    }

    private static Optional<List<Double>> longFactors(RopeParameters rope) {
        return rope.full().reals("long_factor").filter(factors -> !factors.isEmpty());
    }

    private static List<Float> floats(List<Double> numbers) {
        return numbers.stream().map(Double::floatValue).toList();
    }

    /** How much attention is sharpened when the context is stretched. */
    private static double attentionFactor(ModelConfig config, RopeParameters rope) {
        double trained = rope.full().needCount("original_max_position_embeddings");
        double scale = config.needInteger("n_positions", "max_position_embeddings") / trained;
        return switch (rope.type()) {
            case "su", "longrope" -> scale > 1 ? Math.sqrt(1 + Math.log(scale) / Math.log(trained)) : 1;
            case "yarn" -> scale > 1 ? 0.1 * Math.log(scale) + 1 : 1;
            default ->
                throw config.unsupported("the rotary embedding's factors are of type '" + rope.type()
                        + "'; su, longrope and yarn can be converted");
        };
    }

    private static long rotatedDimensions(ModelConfig config, RopeParameters rope) {
        double part = rope.full().real("partial_rotary_factor").orElse(1);
        return (long) (part * config.needCount("hidden_size", "n_embd"))
                / config.needCount("num_attention_heads", "n_head");
    }

    @Override
    void addParameters(ModelConfig config, Parameters parameters) {
        RopeParameters rope = RopeParameters.of(config);
        parameters.count("context_length", config.needInteger("n_positions", "max_position_embeddings"));
        parameters.count(
                "rope.scaling.original_context_length", rope.full().needInteger("original_max_position_embeddings"));
        parameters.count("embedding_length", config.needInteger("hidden_size", "n_embd"));
        parameters.count("feed_forward_length", config.needInteger("intermediate_size"));
        parameters.count("block_count", blocks(config));
        parameters.count("attention.head_count", config.needInteger("num_attention_heads", "n_head"));
        parameters.count("attention.head_count_kv", config.needInteger("num_key_value_heads", "n_head_kv"));
        parameters.real("attention.layer_norm_rms_epsilon", config.needReal("rms_norm_eps"));
        parameters.count("rope.dimension_count", rotatedDimensions(config, rope));
        parameters.real("rope.freq_base", rope.full().needReal("rope_theta"));
        parameters.fileType();
        parameters.count(
                "attention.sliding_window", config.integer("sliding_window").orElse(0));
    }
}
