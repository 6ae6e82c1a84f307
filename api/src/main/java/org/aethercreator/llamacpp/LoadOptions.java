package org.aethercreator.llamacpp;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.aethercreator.gguf.GgmlType;
import org.jspecify.annotations.Nullable;

/**
 * How a model is loaded.
 *
 * @param contextTokens tokens that prompt and answer may have together; 0 = what the model was trained with, at most
 *     {@value #LARGEST_DEFAULT_CONTEXT_TOKENS}
 * @param batchTokens prompt tokens evaluated at once; more is faster on a large processor and needs more memory
 * @param threads 0 = the machine's physical cores
 * @param gpuLayers layers given to the GPU; 0 = none, -1 = as many as the native library can. Natives without GPU
 *     support compute everything on the processor
 * @param cacheType how keys and values of past tokens are stored; quantized types take less memory and switch flash
 *     attention on, which they need
 * @param adapters are added to the weights, all of them
 * @param pooling makes embeddings of texts, and no text; null = text
 */
public record LoadOptions(
        int contextTokens,
        int batchTokens,
        int threads,
        int gpuLayers,
        GgmlType cacheType,
        List<Adapter> adapters,
        @Nullable Pooling pooling) {
    static final int LARGEST_DEFAULT_CONTEXT_TOKENS = 4096;
    private static final Set<GgmlType> CACHE_TYPES = Set.of(GgmlType.F32, GgmlType.F16, GgmlType.Q8_0, GgmlType.Q4_0);

    public LoadOptions {
        if (contextTokens < 0) {
            throw new IllegalArgumentException("contextTokens is " + contextTokens
                    + "; give a positive number of tokens, or 0 for what the model was trained with");
        }
        if (batchTokens < 1) {
            throw new IllegalArgumentException(
                    "batchTokens is " + batchTokens + "; give a positive number of tokens, such as 512");
        }
        if (threads < 0) {
            throw new IllegalArgumentException(
                    "threads is " + threads + "; give a positive number, or 0 for the machine's physical cores");
        }
        if (gpuLayers < -1) {
            throw new IllegalArgumentException("gpuLayers is " + gpuLayers
                    + "; give a number of layers, 0 for none, or -1 for as many as possible");
        }
        if (!CACHE_TYPES.contains(cacheType)) {
            throw new IllegalArgumentException(
                    "cacheType is " + cacheType + "; the cache can be stored as F16, Q8_0, Q4_0 or F32");
        }
        adapters = List.copyOf(adapters);
    }

    /** The model's own context up to 4096 tokens, batches of 512, physical cores, as much on the GPU as possible. */
    public static LoadOptions standard() {
        return new LoadOptions(0, 512, 0, -1, GgmlType.F16, List.of(), null);
    }

    /** For {@link LlamaModel#embed}: texts of up to 1024 tokens, pooled as the model's file says. */
    public static LoadOptions forEmbeddings() {
        return standard().withContextTokens(1024).withBatchTokens(1024).withPooling(Pooling.MODEL);
    }

    public LoadOptions withContextTokens(int tokens) {
        return new LoadOptions(tokens, batchTokens, threads, gpuLayers, cacheType, adapters, pooling);
    }

    public LoadOptions withBatchTokens(int tokens) {
        return new LoadOptions(contextTokens, tokens, threads, gpuLayers, cacheType, adapters, pooling);
    }

    public LoadOptions withThreads(int count) {
        return new LoadOptions(contextTokens, batchTokens, count, gpuLayers, cacheType, adapters, pooling);
    }

    public LoadOptions withGpuLayers(int layers) {
        return new LoadOptions(contextTokens, batchTokens, threads, layers, cacheType, adapters, pooling);
    }

    public LoadOptions withCacheType(GgmlType type) {
        return new LoadOptions(contextTokens, batchTokens, threads, gpuLayers, type, adapters, pooling);
    }

    /** One more adapter; scale 1 = as it was trained. */
    public LoadOptions withAdapter(Path gguf, double scale) {
        List<Adapter> all = Stream.concat(adapters.stream(), Stream.of(new Adapter(gguf, scale)))
                .toList();
        return new LoadOptions(contextTokens, batchTokens, threads, gpuLayers, cacheType, all, pooling);
    }

    public LoadOptions withPooling(@Nullable Pooling value) {
        return new LoadOptions(contextTokens, batchTokens, threads, gpuLayers, cacheType, adapters, value);
    }
}
