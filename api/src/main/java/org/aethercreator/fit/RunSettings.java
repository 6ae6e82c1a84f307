package org.aethercreator.fit;

import java.util.Set;
import org.aethercreator.gguf.GgmlType;

/**
 * How a model is run, as far as it decides on memory.
 *
 * @param contextTokens tokens that each sequence can hold: Ollama's {@code num_ctx}
 * @param keyType how the keys in the cache are stored
 * @param valueType how the values in the cache are stored; quantized ones need flash attention
 * @param sequences conversations at the same time
 * @param batchTokens prompt tokens that are computed at once: llama.cpp's {@code ubatch}
 * @param flashAttention whether attention is computed without storing the scores of all pairs of tokens
 * @param slidingWindow whether layers that look back a limited number of tokens keep only those; llama.cpp does so
 *     since May 2025
 */
public record RunSettings(
        int contextTokens,
        GgmlType keyType,
        GgmlType valueType,
        int sequences,
        int batchTokens,
        boolean flashAttention,
        boolean slidingWindow) {
    private static final Set<GgmlType> CACHE_TYPES = Set.of(
            GgmlType.F32,
            GgmlType.F16,
            GgmlType.BF16,
            GgmlType.Q8_0,
            GgmlType.Q5_1,
            GgmlType.Q5_0,
            GgmlType.Q4_1,
            GgmlType.Q4_0,
            GgmlType.IQ4_NL);

    public RunSettings {
        if (contextTokens < 1 || sequences < 1 || batchTokens < 1) {
            throw new IllegalArgumentException("contextTokens is " + contextTokens + ", sequences " + sequences
                    + " and batchTokens " + batchTokens + "; each must be at least 1");
        }
        checkCacheType(keyType);
        checkCacheType(valueType);
        if (valueType.isQuantized() && !flashAttention) {
            throw new IllegalArgumentException(
                    "the cache's values are " + valueType + ", which needs flash attention; switch it on or use F16");
        }
    }

    /** Ollama's and llama.cpp's defaults of today: 16-bit cache, one sequence, batches of 512, flash attention. */
    public static RunSettings standard(int contextTokens) {
        return new RunSettings(contextTokens, GgmlType.F16, GgmlType.F16, 1, 512, true, true);
    }

    public RunSettings withContextTokens(int tokens) {
        return new RunSettings(tokens, keyType, valueType, sequences, batchTokens, flashAttention, slidingWindow);
    }

    /** Both keys and values stored as {@code type}. */
    public RunSettings withCacheType(GgmlType type) {
        return new RunSettings(contextTokens, type, type, sequences, batchTokens, flashAttention, slidingWindow);
    }

    public RunSettings withSequences(int count) {
        return new RunSettings(contextTokens, keyType, valueType, count, batchTokens, flashAttention, slidingWindow);
    }

    public RunSettings withBatchTokens(int tokens) {
        return new RunSettings(contextTokens, keyType, valueType, sequences, tokens, flashAttention, slidingWindow);
    }

    public RunSettings withFlashAttention(boolean on) {
        return new RunSettings(contextTokens, keyType, valueType, sequences, batchTokens, on, slidingWindow);
    }

    public RunSettings withSlidingWindow(boolean on) {
        return new RunSettings(contextTokens, keyType, valueType, sequences, batchTokens, flashAttention, on);
    }

    private static void checkCacheType(GgmlType type) {
        if (!CACHE_TYPES.contains(type)) {
            throw new IllegalArgumentException("the cache cannot be stored as " + type
                    + "; use F16, Q8_0 or Q4_0 (or F32, BF16, Q5_1, Q5_0, Q4_1, IQ4_NL)");
        }
    }
}
