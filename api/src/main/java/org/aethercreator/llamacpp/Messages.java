package org.aethercreator.llamacpp;

import java.nio.file.Path;
import java.util.List;
import org.aethercreator.gguf.GgmlType;
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

    /** The tensors' importance is the request's payload, as little-endian floats. */
    record Encode(PackLibraries libraries, List<Tensor> tensors, int threads) {}

    /** An {@link EncodeJob} with a place in the payload in place of its importance. */
    record Tensor(
            String name,
            Path source,
            long sourceOffset,
            GgmlType sourceType,
            long rowElements,
            long rows,
            int importanceStart,
            int importanceCount,
            List<EncodeTarget> targets) {
        static Tensor of(EncodeJob job, int importanceStart, int importanceCount) {
            return new Tensor(
                    job.name(),
                    job.source().toAbsolutePath(),
                    job.sourceOffset(),
                    job.sourceType(),
                    job.rowElements(),
                    job.rows(),
                    importanceStart,
                    importanceCount,
                    job.targets());
        }

        /** Estimated nanoseconds of work for {@code someRows} of its rows. */
        long cost(long someRows) {
            return (long) (EncodeCost.perElement(sourceType, targets, importanceCount > 0) * someRows * rowElements);
        }
    }

    record Encoded(long elapsed, List<EncodeError> errors) {}

    record Inspect(PackLibraries libraries) {}

    /** Part of an answer: how far it is. */
    record Step(long done, long total, String detail) {}
}
