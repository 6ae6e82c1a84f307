package org.aethercreator.llamacpp;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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
 * @param adapters are added to the weights, all of them
 * @param pooling makes embeddings of texts, and no text; null = text
 */
public record LoadOptions(
        int contextTokens,
        int batchTokens,
        int threads,
        int gpuLayers,
        List<Adapter> adapters,
        @Nullable Pooling pooling) {
    static final int LARGEST_DEFAULT_CONTEXT_TOKENS = 4096;

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
        adapters = List.copyOf(adapters);
    }

    /** The model's own context up to 4096 tokens, batches of 512, physical cores, as much on the GPU as possible. */
    public static LoadOptions standard() {
        return new LoadOptions(0, 512, 0, -1, List.of(), null);
    }

    /** For {@link LlamaModel#embed}: texts of up to 1024 tokens, pooled as the model's file says. */
    public static LoadOptions forEmbeddings() {
        return standard().withContextTokens(1024).withBatchTokens(1024).withPooling(Pooling.MODEL);
    }

    public LoadOptions withContextTokens(int tokens) {
        return new LoadOptions(tokens, batchTokens, threads, gpuLayers, adapters, pooling);
    }

    public LoadOptions withBatchTokens(int tokens) {
        return new LoadOptions(contextTokens, tokens, threads, gpuLayers, adapters, pooling);
    }

    public LoadOptions withThreads(int count) {
        return new LoadOptions(contextTokens, batchTokens, count, gpuLayers, adapters, pooling);
    }

    public LoadOptions withGpuLayers(int layers) {
        return new LoadOptions(contextTokens, batchTokens, threads, layers, adapters, pooling);
    }

    /** One more adapter; scale 1 = as it was trained. */
    public LoadOptions withAdapter(Path gguf, double scale) {
        List<Adapter> all = Stream.concat(adapters.stream(), Stream.of(new Adapter(gguf, scale)))
                .toList();
        return new LoadOptions(contextTokens, batchTokens, threads, gpuLayers, all, pooling);
    }

    public LoadOptions withPooling(@Nullable Pooling value) {
        return new LoadOptions(contextTokens, batchTokens, threads, gpuLayers, adapters, value);
    }
}
