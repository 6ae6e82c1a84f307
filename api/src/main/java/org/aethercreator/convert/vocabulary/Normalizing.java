package org.aethercreator.convert.vocabulary;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.aethercreator.gguf.GgufValue;
import org.jspecify.annotations.Nullable;

/** Whether a tokenizer makes letters small and takes accents away. */
final class Normalizing {
    private @Nullable Boolean lowercase;
    private @Nullable Boolean stripAccents;

    void read(JsonNode normalizer) {
        switch (normalizer.path("type").asText()) {
            case "Lowercase" -> lowercase = true;
            case "StripAccents" -> stripAccents = true;
            case "BertNormalizer" -> {
                lowercase = flag(normalizer, "lowercase", lowercase);
                stripAccents = flag(normalizer, "strip_accents", stripAccents);
            }
            case "Sequence" -> normalizer.path("normalizers").forEach(this::read);
            default -> {} // says nothing of either
        }
    }

    void addTo(Map<String, GgufValue> entries) {
        if (lowercase != null) {
            entries.put("tokenizer.ggml.normalizer.lowercase", GgufValue.bool(lowercase));
        }
        if (stripAccents != null) {
            entries.put("tokenizer.ggml.normalizer.strip_accents", GgufValue.bool(stripAccents));
        }
    }

    private static @Nullable Boolean flag(JsonNode node, String name, @Nullable Boolean before) {
        if (!node.has(name)) {
            return before;
        }
        return node.path(name).isBoolean() ? node.path(name).booleanValue() : null;
    }
}
