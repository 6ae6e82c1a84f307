package org.aethercreator.convert.architecture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the configuration classes of {@code transformers} make of a {@code config.json}: constants that it leaves out,
 * and the rotary embedding's parameters in the form of version 5. A model type that is not in the table stays as it is,
 * as with llama.cpp's converter when {@code transformers} does not know it.
 */
final class ConfigDefaults {
    /** By model type; {@code rope_theta} and {@code partial_rotary_factor} stand for class attributes. */
    private static final JsonNode BY_MODEL_TYPE = table();

    private static final Set<String> SCALED_ROPE_TYPES = Set.of("llama3", "yarn", "longrope");

    private static final List<String> ROPE_THETA =
            List.of("global_rope_theta", "rope_global_theta", "rope_theta_global", "rope_theta", "rotary_emb_base");
    private static final List<String> LOCAL_ROPE_THETA = List.of(
            "local_rope_theta", "rope_local_theta", "rope_theta_local", "swa_rope_theta", "rope_local_base_freq");
    private static final List<String> PARTIAL_ROTARY_FACTOR =
            List.of("partial_rotary_factor", "rope_pct", "rope_percent");

    private ConfigDefaults() {}

    /** The configuration of the text model, with nothing left out and all of its rope in {@code rope_parameters}. */
    static ObjectNode complete(ObjectNode config) {
        ObjectNode complete = config.deepCopy();
        if (complete.get("text_config") instanceof ObjectNode text) {
            complete.setAll(ofType(text, typeOfText(config, text)));
        } else {
            complete = ofType(complete, config.path("model_type").asText());
        }
        gatherRope(complete);
        return complete;
    }

    /** What llama.cpp's converter adds to {@code rope_parameters} from elsewhere, {@code TextModel.__init__}. */
    private static void gatherRope(ObjectNode config) {
        JsonNode given = config.has("rope_parameters") ? config.path("rope_parameters") : config.path("rope_scaling");
        ObjectNode rope = given instanceof ObjectNode object ? object.deepCopy() : config.objectNode();
        if (!rope.has("full_attention") && !rope.has("sliding_attention")) {
            JsonNode local = first(config, LOCAL_ROPE_THETA);
            if (local != null) {
                rope.set("sliding_attention", config.objectNode().set("rope_theta", local));
            }
            setDefault(rope, "rope_theta", first(config, ROPE_THETA), null);
            setDefault(rope, "rope_type", rope.get("type"), null);
            setDefault(rope, "partial_rotary_factor", first(config, PARTIAL_ROTARY_FACTOR), null);
            String original = "original_max_position_embeddings";
            setDefault(rope, original, first(config, List.of(original)), null);
        }
        config.set("rope_parameters", rope);
    }

    private static @Nullable JsonNode first(ObjectNode config, List<String> keys) {
        for (String key : keys) {
            if (config.has(key)) {
                return config.path(key).isNull() ? null : config.path(key);
            }
        }
        return null;
    }

    /** The text model inside of Gemma 3 may name no type of its own. */
    private static String typeOfText(ObjectNode config, ObjectNode text) {
        String type = text.path("model_type").asText();
        return type.isEmpty() && config.path("model_type").asText().equals("gemma3") ? "gemma3_text" : type;
    }

    private static ObjectNode ofType(ObjectNode config, String modelType) {
        if (!(BY_MODEL_TYPE.get(modelType) instanceof ObjectNode defaults)) {
            return config;
        }
        ObjectNode complete = config.deepCopy();
        defaults.properties().forEach(field -> {
            if (!field.getKey().startsWith("default_") && !complete.has(field.getKey())) {
                complete.set(field.getKey(), field.getValue());
            }
        });
        derive(complete, defaults);
        addRope(complete, defaults);
        return complete;
    }

    private static void derive(ObjectNode config, ObjectNode defaults) {
        JsonNode heads = config.path("num_attention_heads");
        if (config.path("num_key_value_heads").isNull() && heads.isNumber()) {
            config.set("num_key_value_heads", heads);
        }
        boolean known = heads.isIntegralNumber() && heads.longValue() > 0;
        if (defaults.path("head_dim").isNull() && config.path("head_dim").isNull() && known) {
            config.put("head_dim", config.path("hidden_size").longValue() / heads.longValue());
        }
    }

    private static void addRope(ObjectNode config, ObjectNode defaults) {
        if (defaults.has("default_local_rope_theta")) {
            addRopeOfLayerTypes(config, defaults);
            return;
        }
        JsonNode scaling = config.path("rope_scaling");
        ObjectNode rope;
        if (scaling instanceof ObjectNode scaled && !scaled.isEmpty()) {
            rope = scaled.deepCopy();
        } else if (config.get("rope_parameters") instanceof ObjectNode given) {
            rope = given.deepCopy();
        } else {
            rope = config.objectNode();
        }
        setDefault(rope, "rope_theta", config.get("rope_theta"), defaults.path("default_rope_theta"));
        setDefault(
                rope,
                "partial_rotary_factor",
                config.get("partial_rotary_factor"),
                defaults.path("default_partial_rotary_factor"));
        addType(rope);
        if (SCALED_ROPE_TYPES.contains(rope.path("rope_type").asText())) {
            if (defaults.has("original_max_position_embeddings")) {
                rope.set("original_max_position_embeddings", config.get("original_max_position_embeddings"));
            } else {
                setDefault(rope, "original_max_position_embeddings", config.get("max_position_embeddings"), null);
            }
        }
        boolean renamed = defaults.path("default_rope_is_longrope").booleanValue()
                && Set.of("su", "yarn").contains(rope.path("rope_type").asText());
        if (renamed) {
            rope.put("rope_type", "longrope");
        }
        config.set("rope_parameters", rope);
    }

    /** Gemma 3 has one rotary embedding for layers that see everything, and one for those with a sliding window. */
    private static void addRopeOfLayerTypes(ObjectNode config, ObjectNode defaults) {
        ObjectNode rope =
                config.get("rope_parameters") instanceof ObjectNode given ? given.deepCopy() : config.objectNode();
        ObjectNode full = rope.get("full_attention") instanceof ObjectNode given ? given : rope.objectNode();
        if (config.path("rope_scaling") instanceof ObjectNode scaling) {
            full.setAll(scaling);
        }
        ObjectNode sliding = rope.get("sliding_attention") instanceof ObjectNode given ? given : rope.objectNode();
        setDefault(full, "rope_theta", config.get("rope_theta"), defaults.get("default_rope_theta"));
        setDefault(sliding, "rope_theta", config.get("rope_local_base_freq"), defaults.get("default_local_rope_theta"));
        addType(full);
        addType(sliding);
        rope.set("full_attention", full);
        rope.set("sliding_attention", sliding);
        config.set("rope_parameters", rope);
    }

    private static void addType(ObjectNode rope) {
        setDefault(rope, "rope_type", rope.get("type"), rope.textNode("default"));
    }

    private static void setDefault(
            ObjectNode object, String key, @Nullable JsonNode value, @Nullable JsonNode otherwise) {
        if (!object.has(key)) {
            JsonNode chosen = value != null ? value : otherwise;
            if (chosen != null && !chosen.isMissingNode()) {
                object.set(key, chosen);
            }
        }
    }

    private static JsonNode table() {
        try (InputStream stream = ConfigDefaults.class.getResourceAsStream("config-defaults.json")) {
            return new ObjectMapper().readTree(Objects.requireNonNull(stream, "config-defaults.json is not packaged"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
