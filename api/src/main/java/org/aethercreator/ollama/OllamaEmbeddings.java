package org.aethercreator.ollama;

import java.time.Duration;
import java.util.List;

/**
 * Vectors of texts.
 *
 * @param vectors one for each text, in order, all of the same length
 * @param promptTokens tokens of all texts
 */
public record OllamaEmbeddings(List<float[]> vectors, int promptTokens, Duration total, Duration load) {
    public OllamaEmbeddings {
        vectors = List.copyOf(vectors);
    }
}
