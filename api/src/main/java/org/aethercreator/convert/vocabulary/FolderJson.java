package org.aethercreator.convert.vocabulary;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The small JSON files of a model folder. */
final class FolderJson {
    /** Gemma's tokenizer_config.json, the greatest there is, has 1.2 MB. */
    private static final long MAX_BYTES = 64L << 20;

    private static final ObjectMapper JSON = new ObjectMapper();

    private FolderJson() {}

    /** What the file holds; an empty object if it does not exist. */
    static ObjectNode read(Path folder, String name) throws IOException {
        ObjectNode node = readIfThere(folder, name);
        return node == null ? JSON.createObjectNode() : node;
    }

    /** What the file holds; null if it does not exist. */
    static @Nullable ObjectNode readIfThere(Path folder, String name) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            return null;
        }
        if (Files.size(file) > MAX_BYTES) {
            throw new VocabularyException(
                    file, "it has " + Files.size(file) + " bytes; such a file has at most " + MAX_BYTES + ".");
        }
        try {
            JsonNode node = JSON.readTree(file.toFile());
            if (node instanceof ObjectNode object) {
                return object;
            }
            throw new VocabularyException(file, "it holds no JSON object. Download it again.");
        } catch (JsonProcessingException e) {
            throw new VocabularyException(
                    file,
                    "it is no JSON: " + e.getOriginalMessage() + " (line "
                            + e.getLocation().getLineNr() + "). Download it again.");
        }
    }

    /** A section that was kept as text. */
    static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
