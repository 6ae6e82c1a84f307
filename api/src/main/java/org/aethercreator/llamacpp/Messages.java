package org.aethercreator.llamacpp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What goes between {@link LlamaModel} or {@link LlamaCpp} and {@link LlamaService}. Times are in nanoseconds. */
final class Messages {
    static final String LOAD = "load";
    static final String TOKENIZE = "tokenize";
    static final String DETOKENIZE = "detokenize";
    static final String TEMPLATE = "template";
    static final String GENERATE = "generate";
    static final String PERPLEXITY = "perplexity";
    static final String ENCODE = "encode";
    static final String LOAD_OBSERVED = "load to observe activations";
    static final String COLLECT = "collect activations";

    private Messages() {}

    record Load(String library, String model, int contextTokens, int batchTokens, int threads, int gpuLayers) {}

    record Loaded(long elapsed, int contextTokens, int vocabularySize) {}

    record Tokenize(String text, boolean addSpecial, boolean parseSpecial) {}

    record Template(List<ChatMessage> messages, boolean addAssistantPrompt) {}

    record Generate(String prompt, SamplingOptions sampling) {}

    record Generated(
            int promptTokens,
            int generatedTokens,
            long timeToFirstToken,
            long promptTime,
            long generationTime,
            StopReason stopReason) {}

    /** The text is the request's payload. */
    record MeasurePerplexity(int windowTokens, int maxWindows) {}

    record Measured(double value, double standardError, int windows, long scoredTokens, long elapsed) {}

    record Encode(String library, List<EncodeJob> jobs, int threads) {}

    record Encoded(long elapsed) {}

    /**
     * The text is the request's payload; the model was loaded by {@link #LOAD_OBSERVED}.
     *
     * @param firstSums an {@link ActivationsFile}, if {@code firstChunks} is not 0
     */
    record Collect(
            int chunkTokens,
            int maxChunks,
            int checkpointChunks,
            boolean withOutput,
            int firstChunks,
            @Nullable String firstSums) {}

    /**
     * Part of an answer to {@link Collect}.
     *
     * @param file an {@link ActivationsFile} with the sums of these chunks, at times
     */
    record Collecting(
            long doneTokens,
            long totalTokens,
            int chunks,
            int totalChunks,
            @Nullable String file) {}

    /** @param file an {@link ActivationsFile} */
    record Collected(String file, int chunks, long elapsed) {}

    /** Part of an answer: how far it is. */
    record Step(long done, long total, String detail) {}
}
