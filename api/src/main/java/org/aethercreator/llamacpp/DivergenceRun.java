package org.aethercreator.llamacpp;

import com.sun.jna.Pointer;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.aethercreator.worker.WorkerRequest;

/** One comparison with saved predictions, in the worker, as {@code llama-perplexity --kl-divergence} defines it. */
final class DivergenceRun {
    /** What the base takes for less probable is left out, as in llama.cpp. */
    private static final float LEAST_LOG_PROBABILITY = -16;

    private final NativeModel model;
    private final WorkerRequest request;
    private final long startedNanos = System.nanoTime();
    private final DivergenceSums sums = new DivergenceSums();

    DivergenceRun(NativeModel model, WorkerRequest request) {
        this.model = model;
        this.request = request;
    }

    Messages.Diverged run(Path base) throws IOException {
        model.requireText();
        try (FileChannel file = FileChannel.open(base)) {
            ByteBuffer header = read(file, ProbabilitiesRun.HEADER_BYTES, base);
            byte[] magic = new byte[ProbabilitiesRun.MAGIC.length];
            header.get(magic);
            if (!Arrays.equals(magic, ProbabilitiesRun.MAGIC)) {
                throw new IllegalArgumentException(base + " holds no saved probabilities (it does not begin with"
                        + " _logits_); give a file that saveProbabilities or llama-perplexity wrote.");
            }
            int windowTokens = header.getInt();
            int vocabularySize = header.getInt();
            int windows = header.getInt();
            check(base, windowTokens, vocabularySize, windows, file.size());
            int[] tokens = new int[windowTokens * windows];
            read(file, Integer.BYTES * tokens.length, base).asIntBuffer().get(tokens);
            checkTokens(base, tokens);
            new ScoredWindows(model, request, tokens, windowTokens)
                    .score((window, firstRow, rows, logits) -> compare(file, base, window, firstRow, rows, logits));
            return sums.result(windows, windowTokens, System.nanoTime() - startedNanos);
        }
    }

    private void check(Path base, int windowTokens, int vocabularySize, int windows, long size) {
        if (vocabularySize != model.vocabularySize()) {
            throw new IllegalArgumentException(base + " was saved by a model with " + vocabularySize
                    + " tokens in its vocabulary, but this one has " + model.vocabularySize()
                    + "; compare models with the same vocabulary.");
        }
        long rows = (long) windows * (windowTokens - 1 - windowTokens / 2);
        long expected = ProbabilitiesRun.HEADER_BYTES
                + 4L * windows * windowTokens
                + rows * CompressedRow.bytes(vocabularySize);
        if (windowTokens < 4
                || windows < 1
                || (long) windowTokens * windows > Integer.MAX_VALUE / 4
                || size < expected) {
            throw new IllegalArgumentException(base + " is damaged: for " + windows + " windows of " + windowTokens
                    + " tokens it should have " + expected + " bytes, but has " + size + "; save it again.");
        }
        ScoredWindows.checkFits(model, windowTokens);
    }

    private void checkTokens(Path base, int[] tokens) {
        for (int token : tokens) {
            if (token < 0 || token >= model.vocabularySize()) {
                throw new IllegalArgumentException(base + " is damaged: it holds the token " + token
                        + ", which the vocabulary has not; save it again.");
            }
        }
    }

    private void compare(FileChannel file, Path base, int[] window, int firstRow, int rows, Pointer logits)
            throws IOException {
        int vocabularySize = model.vocabularySize();
        for (int from = 0; from < rows; from += ProbabilitiesRun.ROWS_AT_ONCE) {
            int first = from;
            int count = Math.min(ProbabilitiesRun.ROWS_AT_ONCE, rows - from);
            ByteBuffer saved = read(file, count * CompressedRow.bytes(vocabularySize), base);
            List<DivergenceSums.Token> found = IntStream.range(0, count)
                    .parallel()
                    .mapToObj(i -> compare(
                            LogSoftmax.of(logits.getFloatArray(4L * vocabularySize * (first + i), vocabularySize)),
                            CompressedRow.in(saved, i, vocabularySize),
                            window[firstRow + first + i + 1]))
                    .toList();
            found.forEach(sums::add);
        }
    }

    private static DivergenceSums.Token compare(LogSoftmax row, CompressedRow base, int next) {
        double divergence = 0;
        int top = 0;
        float topLogProbability = Float.NEGATIVE_INFINITY;
        for (int token = 0; token < row.logits().length; token++) {
            float logProbability = base.logProbability(token);
            if (logProbability > topLogProbability) {
                topLogProbability = logProbability;
                top = token;
            }
            if (logProbability > LEAST_LOG_PROBABILITY) {
                divergence += Math.exp(logProbability) * (logProbability - row.logProbability(token));
            }
        }
        return new DivergenceSums.Token(
                divergence, row.surprise(next), -base.logProbability(next), top == row.largestToken());
    }

    private static ByteBuffer read(FileChannel file, int count, Path path) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (file.read(bytes) < 0) {
                throw new EOFException(path + " ends too early; save it again.");
            }
        }
        return bytes.flip();
    }
}
