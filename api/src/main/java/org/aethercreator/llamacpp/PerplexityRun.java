package org.aethercreator.llamacpp;

import com.sun.jna.Pointer;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.aethercreator.worker.WorkerRequest;

/**
 * One perplexity, in the worker, by the algorithm of llama.cpp's {@code llama-perplexity}: the text is cut into
 * windows; in each, the tokens of the second half are scored, so that each has at least half a window before it; the
 * window's first token is replaced by the start token, if the model has one.
 */
final class PerplexityRun {
    private final NativeModel model;
    private final WorkerRequest request;
    private final long startedNanos = System.nanoTime();
    private double sum;
    private double sumOfSquares;
    private long scored;

    PerplexityRun(NativeModel model, WorkerRequest request) {
        this.model = model;
        this.request = request;
    }

    Messages.Measured run(byte[] text, int windowTokens, int maxWindows) {
        if (windowTokens > model.contextTokens()) {
            throw new IllegalArgumentException("windowTokens is " + windowTokens + ", but the model was loaded with a "
                    + "context of " + model.contextTokens()
                    + " tokens; choose smaller windows, or load it with more contextTokens");
        }
        int[] tokens = model.tokenize(text, true, false);
        int windows = Math.min(maxWindows, tokens.length / windowTokens);
        if (windows == 0) {
            throw new IllegalArgumentException("The text has " + tokens.length + " tokens, but a window needs "
                    + windowTokens + "; give a longer text or choose smaller windows.");
        }
        long total = (long) windows * windowTokens;
        for (int window = 0; window < windows; window++) {
            request.send(new Messages.Step((long) window * windowTokens, total, ""));
            score(Arrays.copyOfRange(tokens, window * windowTokens, (window + 1) * windowTokens));
        }
        request.send(new Messages.Step(total, total, ""));
        double mean = sum / scored;
        double variance = sumOfSquares / scored - mean * mean;
        double value = Math.exp(mean);
        double standardError = scored < 2 || variance <= 0 ? 0 : value * Math.sqrt(variance / (scored - 1));
        return new Messages.Measured(value, standardError, windows, scored, System.nanoTime() - startedNanos);
    }

    private void score(int[] window) {
        if (model.startToken() >= 0) {
            window[0] = model.startToken();
        }
        model.begin(request);
        int firstScored = window.length / 2;
        for (int from = 0; from < window.length; from += model.batchTokens()) {
            int to = Math.min(window.length, from + model.batchTokens());
            model.evaluate(window, from, to, firstScored);
            int firstRow = Math.max(from, firstScored);
            int rows = Math.min(to, window.length - 1) - firstRow; // nothing follows the last token
            if (rows > 0) {
                addLogLikelihoods(window, firstRow, rows);
            }
        }
    }

    private void addLogLikelihoods(int[] window, int firstRow, int rows) {
        request.throwIfCancelled();
        int vocabularySize = model.vocabularySize();
        Pointer logits = model.logits();
        double[] surprises = IntStream.range(0, rows)
                .parallel()
                .mapToDouble(row -> surprise(
                        logits.getFloatArray(4L * vocabularySize * row, vocabularySize), window[firstRow + row + 1]))
                .toArray();
        for (double surprise : surprises) {
            sum += surprise;
            sumOfSquares += surprise * surprise;
        }
        scored += rows;
    }

    /** Negative log-likelihood of {@code token} by these logits. */
    private static double surprise(float[] logits, int token) {
        float largest = Float.NEGATIVE_INFINITY;
        for (float logit : logits) {
            largest = Math.max(largest, logit);
        }
        double total = 0;
        for (float logit : logits) {
            total += Math.exp(logit - largest);
        }
        return Math.log(total) - (logits[token] - largest);
    }
}
