package org.aethercreator.llamacpp;

import com.sun.jna.Pointer;
import java.io.IOException;
import java.util.stream.IntStream;
import org.aethercreator.worker.WorkerRequest;

/** One perplexity, in the worker, as {@code llama-perplexity} defines it. */
final class PerplexityRun {
    private final NativeModel model;
    private final WorkerRequest request;
    private final long startedNanos = System.nanoTime();
    private final Surprises surprises = new Surprises();

    PerplexityRun(NativeModel model, WorkerRequest request) {
        this.model = model;
        this.request = request;
    }

    Messages.Measured run(byte[] text, int windowTokens, int maxWindows) throws IOException {
        ScoredWindows windows = ScoredWindows.of(model, request, text, windowTokens, maxWindows);
        windows.score(this::score);
        return surprises.measured(windows.count(), System.nanoTime() - startedNanos);
    }

    private void score(int[] window, int firstRow, int rows, Pointer logits) {
        int vocabularySize = model.vocabularySize();
        double[] found = IntStream.range(0, rows)
                .parallel()
                .mapToDouble(row -> LogSoftmax.of(logits.getFloatArray(4L * vocabularySize * row, vocabularySize))
                        .surprise(window[firstRow + row + 1]))
                .toArray();
        for (double surprise : found) {
            surprises.add(surprise);
        }
    }
}
