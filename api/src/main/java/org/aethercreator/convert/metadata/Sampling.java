package org.aethercreator.convert.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.aethercreator.gguf.GgufType;
import org.aethercreator.gguf.GgufValue;

/** How a model's authors recommend to sample it: GGUF's keys for what {@code generation_config.json} says. */
enum Sampling {
    SEQUENCE("sequence", "sequence", GgufType.STRING),
    TOP_K("top_k", "top_k", GgufType.INT32),
    TOP_P("top_p", "top_p", GgufType.FLOAT32),
    MIN_P("min_p", "min_p", GgufType.FLOAT32),
    XTC_PROBABILITY("xtc_probability", "xtc_probability", GgufType.FLOAT32),
    XTC_THRESHOLD("xtc_threshold", "xtc_threshold", GgufType.FLOAT32),
    TEMPERATURE("temperature", "temp", GgufType.FLOAT32),
    PENALTY_LAST_N("penalty_last_n", "penalty_last_n", GgufType.INT32),
    PENALTY_REPEAT("penalty_repeat", "penalty_repeat", GgufType.FLOAT32),
    MIROSTAT("mirostat", "mirostat", GgufType.INT32),
    MIROSTAT_TAU("mirostat_tau", "mirostat_tau", GgufType.FLOAT32),
    MIROSTAT_ETA("mirostat_eta", "mirostat_eta", GgufType.FLOAT32);

    private final String name;
    private final String key;
    private final GgufType type;

    Sampling(String name, String key, GgufType type) {
        this.name = name;
        this.key = "general.sampling." + key;
        this.type = type;
    }

    static void addTo(Map<String, GgufValue> entries, JsonNode generationConfig) {
        for (Sampling sampling : values()) {
            JsonNode value = generationConfig.path(sampling.name);
            if (sampling.type == GgufType.STRING && !value.asText("").isEmpty()) {
                entries.put(sampling.key, GgufValue.string(value.asText()));
            } else if (sampling.type == GgufType.INT32 && value.canConvertToInt() && value.isIntegralNumber()) {
                entries.put(sampling.key, GgufValue.integer(GgufType.INT32, value.intValue()));
            } else if (sampling.type == GgufType.FLOAT32 && value.isNumber()) {
                entries.put(sampling.key, GgufValue.real(GgufType.FLOAT32, value.doubleValue()));
            }
        }
    }
}
