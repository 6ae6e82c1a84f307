package org.aethercreator.ollama;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A model that a server has.
 *
 * @param name with its tag, such as {@code coder:latest}
 * @param digest SHA-256 of its manifest, 64 hexadecimal digits
 * @param sizeBytes on disk, with everything that belongs to it; layers may be shared with other models
 * @param capabilities such as {@code completion}, {@code tools}; empty if the server does not tell (before 0.30)
 * @param remoteHost the server that runs it in truth, for a model of the cloud
 */
public record OllamaModel(
        String name,
        String digest,
        long sizeBytes,
        Optional<Instant> modifiedAt,
        Details details,
        List<String> capabilities,
        Optional<String> remoteHost) {

    /**
     * What Ollama read from the model's file. Texts are empty where the server says nothing.
     *
     * @param format usually {@code gguf}
     * @param family the architecture, such as {@code llama}
     * @param parameterSize such as {@code 134.52M}
     * @param quantizationLevel such as {@code Q4_K_M}
     * @param contextTokens trained context length; empty if the server does not tell (before 0.30)
     */
    public record Details(
            String parentModel,
            String format,
            String family,
            List<String> families,
            String parameterSize,
            String quantizationLevel,
            OptionalLong contextTokens,
            OptionalLong embeddingLength) {
        public Details {
            families = List.copyOf(families);
        }
    }

    public OllamaModel {
        capabilities = List.copyOf(capabilities);
    }
}
