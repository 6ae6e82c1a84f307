package org.aethercreator.llamacpp;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.aethercreator.gguf.GgmlType;
import org.aethercreator.llamacpp.pack.PackLibraries;
import org.jspecify.annotations.Nullable;

/** What goes between {@link LlamaModel} or {@link LlamaCpp} and {@link LlamaService}. Times are in nanoseconds. */
final class Messages {
    static final String LOAD = "load";
    static final String TOKENIZE = "tokenize";
    static final String DETOKENIZE = "detokenize";
    static final String GENERATE = "generate";
    static final String PERPLEXITY = "perplexity";
    static final String ENCODE = "encode";
    static final String LOAD_OBSERVED = "load to observe activations";
    static final String COLLECT = "collect activations";
    static final String EMBED = "embed";
    static final String SAVE_PROBABILITIES = "save probabilities";
    static final String DIVERGENCE = "measure divergence";
    static final String INSPECT = "inspect";

    private Messages() {}

    record Load(
            PackLibraries libraries,
            String model,
            int contextTokens,
            int batchTokens,
            int threads,
            int gpuLayers,
            GgmlType cacheType,
            List<LoadedAdapter> adapters,
            @Nullable Pooling pooling) {}

    record LoadedAdapter(String file, double scale) {}

    /** The answer's parts are arrays of numbers, one for each text. */
    record Embed(List<String> texts) {}

    record Embedded(long elapsed) {}

    record Loaded(long elapsed, int contextTokens, int vocabularySize) {}

    record Tokenize(String text, boolean addSpecial, boolean parseSpecial) {}

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

    /** The text is the request's payload. */
    record SaveProbabilities(int windowTokens, int maxWindows, String file) {}

    record MeasureDivergence(String file) {}

    record Diverged(
            double mean,
            double standardError,
            double median,
            double ninetyNinth,
            double largest,
            double sameTopShare,
            double sameTopStandardError,
            double perplexity,
            double basePerplexity,
            double perplexityRatio,
            double perplexityRatioStandardError,
            int windows,
            int windowTokens,
            long scoredTokens,
            long elapsed) {
        KlDivergence toDivergence() {
            return new KlDivergence(
                    mean,
                    standardError,
                    median,
                    ninetyNinth,
                    largest,
                    sameTopShare,
                    sameTopStandardError,
                    perplexity,
                    basePerplexity,
                    perplexityRatio,
                    perplexityRatioStandardError,
                    windows,
                    windowTokens,
                    scoredTokens,
                    Duration.ofNanos(elapsed));
        }
    }

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

    record Inspect(PackLibraries libraries) {}

    /** Part of an answer: how far it is. */
    record Step(long done, long total, String detail) {}
}
