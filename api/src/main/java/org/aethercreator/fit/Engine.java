package org.aethercreator.fit;

/**
 * The program that runs a model, as far as it decides on memory. Builds differ in what they reserve, not in what they
 * compute.
 *
 * <p>Source: {@code llama-context.cpp} and {@code llama-kv-cache.cpp} of the builds; {@code RealMemoryFitTest} compares
 * with what they allocate.
 */
public enum Engine {
    /** llama.cpp's server of 2026, which is what Ollama runs since 0.30: logits of one token of each sequence. */
    LLAMA_SERVER(256, true, true, true, false),
    /**
     * llama.cpp's library of 2026 as AetherCreator runs it: logits of a whole batch, for perplexities, and the whole
     * context in layers with a window.
     */
    LLAMA_LIBRARY(256, true, false, true, true),
    /**
     * llama.cpp b4916 of March 2025, which AetherCreator brings along: no flash attention unless the cache needs it.
     */
    LLAMA_B4916(32, false, false, false, true);

    /** With flash attention the cache is always rounded up to this. */
    private static final int FLASH_CONTEXT_STEP = 256;

    private final int contextStep;
    private final boolean flashAttention;
    private final boolean slidingWindow;
    private final boolean sharedLatent;
    private final boolean batchLogits;

    Engine(int contextStep, boolean flashAttention, boolean slidingWindow, boolean sharedLatent, boolean batchLogits) {
        this.contextStep = contextStep;
        this.flashAttention = flashAttention;
        this.slidingWindow = slidingWindow;
        this.sharedLatent = sharedLatent;
        this.batchLogits = batchLogits;
    }

    /** The cache is rounded up to a multiple of so many tokens. */
    int contextStep(boolean withFlashAttention) {
        return withFlashAttention ? FLASH_CONTEXT_STEP : contextStep;
    }

    /** Whether flash attention is on without being asked for. */
    boolean flashAttention() {
        return flashAttention;
    }

    /** Whether layers that look back a limited number of tokens keep only those. */
    boolean slidingWindow() {
        return slidingWindow;
    }

    /** Whether latent attention (MLA) takes its values out of the cached keys. */
    boolean sharedLatent() {
        return sharedLatent;
    }

    /** Whether there is room for the logits of every token of a batch. */
    boolean batchLogits() {
        return batchLogits;
    }
}
