package org.aethercreator.convert.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aethercreator.gguf.GgufValue;
import org.jspecify.annotations.Nullable;

/**
 * A model or data set from which a model was made.
 *
 * @param facts by GGUF's names for them
 */
record Origin(Map<String, String> facts) {
    private static final List<String> KEYS =
            List.of("name", "author", "version", "organization", "description", "url", "doi", "uuid", "repo_url");

    /**
     * Those that a model card names.
     *
     * @param keys under which it may do so; the first that it has counts
     * @return null if it has none of the keys, which is not the same as an empty list
     */
    static @Nullable List<Origin> read(JsonNode card, List<String> keys, long totalParameters) {
        String key = keys.stream().filter(card::has).findFirst().orElse(null);
        if (key == null) {
            return null;
        }
        JsonNode value = card.path(key);
        List<Origin> origins = new ArrayList<>();
        if (value.isTextual()) {
            origins.add(of(value.textValue(), totalParameters));
        } else if (value.isArray()) {
            for (JsonNode entry : value) {
                if (entry.isTextual()) {
                    origins.add(of(entry.textValue(), totalParameters));
                } else {
                    origins.add(of(entry));
                }
            }
        }
        return origins;
    }

    private static Origin of(String idOrAddress, long totalParameters) {
        Map<String, String> facts = new LinkedHashMap<>();
        boolean isAddress = idOrAddress.matches("(?s)(https?|ssh)://.*");
        String id = isAddress ? ModelId.inAddress(idOrAddress) : idOrAddress;
        if (isAddress) {
            facts.put("repo_url", idOrAddress);
        }
        if (id != null) {
            ModelId parts = ModelId.parse(id, totalParameters);
            facts.put("name", ModelId.title(parts.fullName()));
            if (parts.organization() != null) {
                facts.put("organization", ModelId.title(parts.organization()));
                facts.putIfAbsent(
                        "repo_url", "https://huggingface.co/" + parts.organization() + "/" + parts.fullName());
            }
            if (parts.version() != null) {
                facts.put("version", parts.version());
            }
        }
        return new Origin(facts);
    }

    private static Origin of(JsonNode entry) {
        Map<String, String> facts = new LinkedHashMap<>();
        KEYS.forEach(key -> facts.put(key, entry.path(key).asText("")));
        return new Origin(facts);
    }

    /** @param kind {@code base_model} or {@code dataset} */
    static void addTo(Map<String, GgufValue> entries, String kind, List<Origin> origins) {
        entries.put("general." + kind + ".count", GgufValue.uint32(origins.size()));
        for (int i = 0; i < origins.size(); i++) {
            Map<String, String> facts = origins.get(i).facts();
            for (String key : KEYS) {
                String fact = facts.getOrDefault(key, "");
                if (!fact.isEmpty()) {
                    entries.put("general." + kind + "." + i + "." + key, GgufValue.string(fact));
                }
            }
        }
    }
}
