package org.aethercreator.fit;

import org.aethercreator.gguf.GgmlType;

/**
 * What a model needs with some settings, wherever it runs.
 *
 * <p>The compute buffer is an estimate of what llama.cpp reserves for the largest batch, whose steps share it:
 * attention and feed-forward, or the logits if there are many of them.
 */
record MemoryNeed(ModelFootprint model, RunSettings settings) {
    private static final int FLOAT_BYTES = 4;

    long totalBytes() {
        return model.weightBytes() + cacheBytes() + computeBytes();
    }

    long cacheBytes() {
        return model.layers().stream().mapToLong(this::cacheBytes).sum();
    }

    /** Keys and values of a layer, and its recurrent state. */
    long cacheBytes(ModelFootprint.Layer layer) {
        long cells = settings.engine().slidingWindow() ? cells(layer.windowTokens()) : cells(0);
        boolean valuesInKeys = model.latentAttention() && settings.engine().sharedLatent();
        return bytes(settings.keyType(), layer.keyElements() * cells)
                + (valuesInKeys ? 0 : bytes(settings.valueType(), layer.valueElements() * cells))
                + layer.stateBytes() * settings.sequences();
    }

    long computeBytes() {
        long context = cells(0);
        long batch = Math.min(settings.batchTokens(), context);
        long residual = 3 * model.embeddingLength();
        long feedForward = 2 * model.feedForwardLength();
        long scores = settings.flashAttention() ? 0 : context * model.headCount();
        // The mask is 32-bit; flash attention takes a 16-bit copy of it.
        long mask = batch * context * (settings.flashAttention() ? 6 : 4);
        long layer = FLOAT_BYTES * batch * (residual + Math.max(feedForward, scores)) + mask;
        long outputs = settings.engine().batchLogits() ? batch : settings.sequences();
        long logits = FLOAT_BYTES * outputs * (model.vocabularySize() + 2 * model.embeddingLength());
        // What the caller reads the logits from is a buffer of its own.
        return Math.max(layer, logits) + FLOAT_BYTES * model.vocabularySize() * settings.sequences();
    }

    /** Tokens that a layer keeps: those of its window and of the batch being computed, or the whole context. */
    private long cells(long windowTokens) {
        long context = roundUp((long) settings.contextTokens() * settings.sequences());
        long windowed = windowTokens * settings.sequences() + settings.batchTokens();
        return windowTokens == 0 ? context : Math.min(context, roundUp(windowed));
    }

    private long roundUp(long tokens) {
        long step = settings.engine().contextStep(settings.flashAttention());
        return (tokens + step - 1) / step * step;
    }

    private static long bytes(GgmlType type, long elements) {
        return elements / type.blockSize() * type.blockBytes();
    }
}
