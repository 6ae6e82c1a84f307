package org.aethercreator.convert.export;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.aethercreator.convert.architecture.Llama3Rope;
import org.aethercreator.safetensors.SafetensorsType;

/** A network's shape as the config.json of {@code transformers}. */
final class ConfigJson {
    private static final Map<SafetensorsType, String> TORCH_NAMES =
            Map.of(SafetensorsType.F32, "float32", SafetensorsType.F16, "float16", SafetensorsType.BF16, "bfloat16");

    /** How far a factor may be from the computed one, which other converters compute in other steps. */
    private static final double ROPE_TOLERANCE = 1e-3;

    private ConfigJson() {}

    static ObjectNode of(GgufFacts facts, ExportedFamily family, TokenizerFacts vocabulary, SafetensorsType type) {
        ObjectNode config = JsonNodeFactory.instance.objectNode();
        config.putArray("architectures").add(family.className());
        config.put("model_type", family.modelType());
        config.put("torch_dtype", TORCH_NAMES.get(type));
        config.put("vocab_size", facts.vocabularySize());
        config.put("hidden_size", facts.width());
        config.put("intermediate_size", facts.feedForwardWidth());
        config.put("num_hidden_layers", facts.layers());
        config.put("num_attention_heads", facts.heads());
        config.put("num_key_value_heads", facts.keyValueHeads());
        config.put("head_dim", facts.headWidth());
        config.put("max_position_embeddings", facts.contextTokens());
        addReal(config, "rms_norm_eps", facts, "attention.layer_norm_rms_epsilon");
        addReal(config, "layer_norm_eps", facts, "attention.layer_norm_epsilon");
        config.put("rope_theta", facts.real("rope.freq_base", 10_000));
        addRopeScaling(facts, config);
        config.put("tie_word_embeddings", !facts.has("output.weight"));
        config.put("use_cache", true);
        for (String role : new String[] {"bos", "eos", "pad"}) {
            Integer id = vocabulary.special().get(role);
            if (id == null) {
                config.putNull(role + "_token_id"); // the families' own defaults may lie outside the vocabulary
            } else {
                config.put(role + "_token_id", id);
            }
        }
        family.addSettings(new FamilySettings(facts), config);
        return config;
    }

    private static void addReal(ObjectNode config, String name, GgufFacts facts, String key) {
        if (facts.metadata().contains(facts.key(key))) {
            config.put(name, facts.real(key, 0));
        }
    }

    private static void addRopeScaling(GgufFacts facts, ObjectNode config) {
        if (facts.has("rope_freqs.weight")) {
            addLlama3Scaling(facts, config);
            return;
        }
        String type = facts.metadata()
                .string(facts.key("rope.scaling.type"))
                .orElse("none")
                .toLowerCase(Locale.ROOT);
        if (type.equals("linear") || type.equals("yarn")) {
            ObjectNode scaling = config.putObject("rope_scaling")
                    .put("rope_type", type)
                    .put("factor", facts.real("rope.scaling.factor", 1));
            if (type.equals("yarn")) {
                scaling.put(
                        "original_max_position_embeddings",
                        facts.integer("rope.scaling.original_context_length", facts.contextTokens()));
            }
        }
    }

    /**
     * A GGUF file has what comes out of the settings, a factor for each pair of numbers; all published models differ in
     * the largest of them alone.
     */
    private static void addLlama3Scaling(GgufFacts facts, ObjectNode config) {
        float[] found = facts.floats("rope_freqs.weight");
        double largest = 1;
        for (float value : found) {
            largest = Math.max(largest, value);
        }
        Llama3Rope rope = Llama3Rope.of(facts.real("rope.freq_base", 10_000), largest);
        List<Float> expected = rope.factors(2L * found.length);
        for (int pair = 0; pair < found.length; pair++) {
            if (Math.abs(found[pair] - expected.get(pair)) > ROPE_TOLERANCE * expected.get(pair)) {
                throw new IllegalArgumentException(
                        "The factors of rotary embedding in the tensor rope_freqs.weight are not"
                                + " those of Llama 3 (pair " + pair + " has " + found[pair] + ", not "
                                + expected.get(pair)
                                + "), and a config.json has no other way to say them. Take the model's own folder from the hub"
                                + " instead.");
            }
        }
        config.putObject("rope_scaling")
                .put("rope_type", "llama3")
                .put("factor", rope.factor())
                .put("low_freq_factor", rope.lowFrequencyFactor())
                .put("high_freq_factor", rope.highFrequencyFactor())
                .put("original_max_position_embeddings", (long) rope.originalContextTokens());
    }
}
