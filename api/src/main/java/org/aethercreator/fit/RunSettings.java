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
 * @param engine what runs the model
 * @param mostGpuLayers so many layers may be on GPUs, the output counted as one: Ollama's {@code num_gpu};
 *     {@link #AS_MANY_AS_FIT} for no limit
 */
public record RunSettings(
        int contextTokens,
        GgmlType keyType,
        GgmlType valueType,
        int sequences,
        int batchTokens,
        boolean flashAttention,
        Engine engine,
        int mostGpuLayers) {
    /** As many layers on GPUs as have a place there. */
    public static final int AS_MANY_AS_FIT = Integer.MAX_VALUE;

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
        if (mostGpuLayers < 0) {
            throw new IllegalArgumentException(
                    "mostGpuLayers is " + mostGpuLayers + "; give 0 for none, or RunSettings.AS_MANY_AS_FIT");
        }
        checkCacheType(keyType);
        checkCacheType(valueType);
        if (valueType.isQuantized() && !flashAttention) {
            throw new IllegalArgumentException(
                    "the cache's values are " + valueType + ", which needs flash attention; switch it on or use F16");
        }
    }

    /** Ollama's and llama-server's defaults of today: 16-bit cache, one sequence, batches of 512, flash attention. */
    public static RunSettings standard(int contextTokens) {
        return of(Engine.LLAMA_SERVER, contextTokens);
    }

    /** An engine's defaults: 16-bit cache, one sequence, batches of 512. */
    public static RunSettings of(Engine engine, int contextTokens) {
        return new RunSettings(
                contextTokens, GgmlType.F16, GgmlType.F16, 1, 512, engine.flashAttention(), engine, AS_MANY_AS_FIT);
    }

    public RunSettings withContextTokens(int tokens) {
        return new RunSettings(
                tokens, keyType, valueType, sequences, batchTokens, flashAttention, engine, mostGpuLayers);
    }

    /** Both keys and values stored as {@code type}; a quantized one switches flash attention on, which it needs. */
    public RunSettings withCacheType(GgmlType type) {
        return new RunSettings(
                contextTokens,
                type,
                type,
                sequences,
                batchTokens,
                flashAttention || type.isQuantized(),
                engine,
                mostGpuLayers);
    }

    public RunSettings withSequences(int count) {
        return new RunSettings(
                contextTokens, keyType, valueType, count, batchTokens, flashAttention, engine, mostGpuLayers);
    }

    public RunSettings withBatchTokens(int tokens) {
        return new RunSettings(
                contextTokens, keyType, valueType, sequences, tokens, flashAttention, engine, mostGpuLayers);
    }

    public RunSettings withFlashAttention(boolean on) {
        return new RunSettings(contextTokens, keyType, valueType, sequences, batchTokens, on, engine, mostGpuLayers);
    }

    public RunSettings withMostGpuLayers(int layers) {
        return new RunSettings(
                contextTokens, keyType, valueType, sequences, batchTokens, flashAttention, engine, layers);
    }

    private static void checkCacheType(GgmlType type) {
        if (!CACHE_TYPES.contains(type)) {
            throw new IllegalArgumentException("the cache cannot be stored as " + type
                    + "; use F16, Q8_0 or Q4_0 (or F32, BF16, Q5_1, Q5_0, Q4_1, IQ4_NL)");
        }
    }
}
