package org.aethercreator.convert.architecture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.StreamSupport;

/**
 * How an embedding model makes one vector of a text's many: what the {@code modules.json} of
 * {@code sentence-transformers} says. The numbers are those of {@code enum llama_pooling_type}.
 */
final class Pooling {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final long MEAN = 1;
    private static final long FIRST_TOKEN = 2;
    private static final long LAST_TOKEN = 3;

    private static final Map<String, Long> BY_FLAG = new LinkedHashMap<>();
    private static final Map<String, Long> BY_MODE = Map.of("mean", MEAN, "cls", FIRST_TOKEN, "lasttoken", LAST_TOKEN);

    static {
        BY_FLAG.put("pooling_mode_mean_tokens", MEAN);
        BY_FLAG.put("pooling_mode_cls_token", FIRST_TOKEN);
        BY_FLAG.put("pooling_mode_lasttoken", LAST_TOKEN);
    }

    private Pooling() {}

    /** The kind; empty if the model is no embedding model. */
    static OptionalLong of(ModelConfig config) throws IOException {
        Path modules = config.folder().resolve("modules.json");
        if (!Files.isRegularFile(modules)) {
            return OptionalLong.empty();
        }
        String folder = StreamSupport.stream(read(modules).spliterator(), false)
                .filter(module -> module.path("type").asText().endsWith("Pooling"))
                .map(module -> module.path("path").asText())
                .findFirst()
                .orElse("");
        if (folder.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!folder.matches("[\\w.-]+") || folder.startsWith(".")) {
            throw new ModelConfigException(
                    modules, "the folder of its pooling is '" + folder + "', which is no name; download it again");
        }
        Path file = config.folder().resolve(folder).resolve("config.json");
        JsonNode pooling = read(file);
        for (Map.Entry<String, Long> flag : BY_FLAG.entrySet()) {
            if (pooling.path(flag.getKey()).asBoolean()) {
                return OptionalLong.of(flag.getValue());
            }
        }
        Long mode = BY_MODE.get(pooling.path("pooling_mode").asText());
        if (mode == null) {
            throw new ModelConfigException(
                    file, "it pools neither by mean, nor by the first or the last token, which are what llama.cpp can");
        }
        return OptionalLong.of(mode);
    }

    private static JsonNode read(Path file) throws IOException {
        try {
            return JSON.readTree(file.toFile());
        } catch (JsonProcessingException e) {
            throw new ModelConfigException(file, "this is no JSON: " + e.getOriginalMessage() + "; download it again");
        }
    }
}
