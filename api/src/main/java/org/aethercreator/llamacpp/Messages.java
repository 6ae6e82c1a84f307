package org.aethercreator.llamacpp;

import java.util.List;
import org.aethercreator.llamacpp.pack.PackLibraries;

/** What goes between {@link LlamaModel} or {@link LlamaCpp} and {@link LlamaService}. Times are in nanoseconds. */
final class Messages {
    static final String LOAD = "load";
    static final String TOKENIZE = "tokenize";
    static final String DETOKENIZE = "detokenize";
    static final String TEMPLATE = "template";
    static final String GENERATE = "generate";
    static final String PERPLEXITY = "perplexity";
    static final String ENCODE = "encode";
    static final String INSPECT = "inspect";

    private Messages() {}

    record Load(
            PackLibraries libraries, String model, int contextTokens, int batchTokens, int threads, int gpuLayers) {}

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

    record Encode(PackLibraries libraries, List<EncodeJob> jobs, int threads) {}

    record Inspect(PackLibraries libraries) {}

    record Encoded(long elapsed) {}

    /** Part of an answer: how far it is. */
    record Step(long done, long total, String detail) {}
}
