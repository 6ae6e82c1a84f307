package org.aethercreator.kernel.protocol;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the protocol writes JSON: names in snake case, unknown fields ignored, nulls kept. */
final class Json {
    static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private Json() {}

    /** Refuses a missing field, which Jackson passes to records as {@code null}. */
    static void require(@Nullable Object value, String field) {
        if (value == null) {
            throw new IllegalArgumentException("The field \"" + field + "\" is missing.");
        }
    }

    static Map<String, Object> orEmpty(@Nullable Map<String, Object> map) {
        return map == null ? Map.of() : map;
    }
}
