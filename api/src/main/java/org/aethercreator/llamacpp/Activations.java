package org.aethercreator.llamacpp;

import java.util.List;

/**
 * What the first chunks of a text did to a model.
 *
 * @param chunks chunks evaluated so far
 * @param totalChunks chunks to be evaluated in all
 * @param chunkTokens tokens of each
 */
public record Activations(List<ActivationSums> tensors, int chunks, int totalChunks, int chunkTokens) {
    public Activations {
        tensors = List.copyOf(tensors);
    }
}
