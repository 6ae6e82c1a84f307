package org.aethercreator.ollama;

import java.time.Instant;
import java.util.Optional;

/**
 * A model that a server has loaded.
 *
 * @param sizeBytes memory that it takes, weights, cache and buffers
 * @param gpuBytes of these, those on a GPU
 * @param expiresAt when it is unloaded if no one asks it anything
 * @param contextTokens the context length it runs with; 0 if the server does not tell (before 0.11)
 */
public record RunningModel(
        String name,
        String digest,
        OllamaModel.Details details,
        long sizeBytes,
        long gpuBytes,
        Optional<Instant> expiresAt,
        int contextTokens) {

    /** How much of it is on a GPU, between 0 and 1. */
    public double gpuFraction() {
        return sizeBytes == 0 ? 0 : Math.min(1.0, (double) gpuBytes / sizeBytes);
    }
}
