package org.aethercreator.llamacpp;

import java.util.List;

/** What goes between {@link LlamaModel} or {@link LlamaCpp} and {@link LlamaService}. Times are in nanoseconds. */
final class Messages {
    static final String LOAD = "load";
    static final String TOKENIZE = "tokenize";
    static final String DETOKENIZE = "detokenize";
    static final String TEMPLATE = "template";
    static final String GENERATE = "generate";
    static final String PERPLEXITY = "perplexity";
    static final String ENCODE = "encode";

    private Messages() {}

    record Load(String library, String model, int contextTokens, int batchTokens, int threads, int gpuLayers) {}

    record Loaded(long elapsed, int contextTokens, int vocabularySize) {}

    record Tokenize(String text, boolean addSpecial, boolean parseSpecial) {}

    record Template(List<ChatMessage> messages, boolean addAssistantPrompt) {}

    record Generate(String prompt, GenerationOptions options) {}

    record Generated(
            int promptTokens,
            int reusedPromptTokens,
            int generatedTokens,
            long timeToFirstToken,
            long promptTime,
            List<Long> tokenTimes,
            StopReason stopReason) {}

    /** The text is the request's payload. */
    record MeasurePerplexity(int windowTokens, int maxWindows) {}

    record Measured(double value, double standardError, int windows, long scoredTokens, long elapsed) {}

    record Encode(String library, List<EncodeJob> jobs, int threads) {}

    record Encoded(long elapsed) {}

    /** Part of an answer: how far it is. */
    record Step(long done, long total, String detail) {}
}
