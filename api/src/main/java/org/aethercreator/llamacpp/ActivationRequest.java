package org.aethercreator.llamacpp;

import java.util.List;

/**
 * What to evaluate, and how, to learn how strongly each weight's columns are driven.
 *
 * @param text cut into tokens as {@code llama-imatrix} does: with the model's start token, names of special tokens
 *     being text
 * @param chunkTokens tokens that are evaluated together, each chunk from an empty context
 * @param maxChunks the text's first so many chunks are evaluated; 0 = all whole ones
 * @param checkpointChunks how often what was summed so far is handed out
 * @param withOutput whether {@code output.weight}, too, is observed
 * @param threads 0 = the machine's physical cores
 * @param gpuLayers as in {@link LoadOptions}
 * @param firstChunks chunks whose sums are already known
 * @param firstSums those sums; empty if {@code firstChunks} is 0
 */
public record ActivationRequest(
        String text,
        int chunkTokens,
        int maxChunks,
        int checkpointChunks,
        boolean withOutput,
        int threads,
        int gpuLayers,
        int firstChunks,
        List<ActivationSums> firstSums) {
    /** llama.cpp takes batches of fewer tokens for generation, of which nothing is observed. */
    static final int SMALLEST_CHUNK_TOKENS = 16;

    public ActivationRequest {
        if (chunkTokens < SMALLEST_CHUNK_TOKENS) {
            throw new IllegalArgumentException(
                    "chunkTokens is " + chunkTokens + "; give at least " + SMALLEST_CHUNK_TOKENS + ", such as 512");
        }
        if (maxChunks < 0) {
            throw new IllegalArgumentException(
                    "maxChunks is " + maxChunks + "; give a positive number of chunks, or 0 for the whole text");
        }
        if (checkpointChunks < 1) {
            throw new IllegalArgumentException(
                    "checkpointChunks is " + checkpointChunks + "; give a positive number of chunks, such as 10");
        }
        if (firstChunks < 0) {
            throw new IllegalArgumentException(
                    "firstChunks is " + firstChunks + "; give the number of chunks whose " + "sums are known, or 0");
        }
        firstSums = List.copyOf(firstSums);
    }
}
