package org.aethercreator.llamacpp;

import com.sun.jna.Pointer;
import java.io.IOException;
import java.util.Arrays;
import org.aethercreator.worker.WorkerRequest;

/**
 * A text as {@code llama-perplexity} evaluates it: cut into windows; in each, the tokens of the second half are scored,
 * so that each has at least half a window before it; the window's first token is replaced by the start token, if the
 * model has one.
 */
final class ScoredWindows {
    private final NativeModel model;
    private final WorkerRequest request;
    private final int[] tokens;
    private final int windowTokens;

    /** Takes what the model predicts. */
    @FunctionalInterface
    interface Scorer {
        /**
         * @param window the window's tokens
         * @param firstRow the place in the window of the token that the first row of logits was computed at; the row is
         *     what it predicts of the next token
         * @param rows how many rows of logits
         */
        void score(int[] window, int firstRow, int rows, Pointer logits) throws IOException;
    }

    ScoredWindows(NativeModel model, WorkerRequest request, int[] tokens, int windowTokens) {
        this.model = model;
        this.request = request;
        this.tokens = tokens;
        this.windowTokens = windowTokens;
    }

    /** The first windows of a text. */
    static ScoredWindows of(NativeModel model, WorkerRequest request, byte[] text, int windowTokens, int maxWindows) {
        model.requireText();
        checkFits(model, windowTokens);
        int[] tokens = model.tokenize(text, true, false);
        int windows = Math.min(maxWindows, tokens.length / windowTokens);
        if (windows == 0) {
            throw new IllegalArgumentException("The text has " + tokens.length + " tokens, but a window needs "
                    + windowTokens + "; give a longer text or choose smaller windows.");
        }
        return new ScoredWindows(model, request, Arrays.copyOf(tokens, windows * windowTokens), windowTokens);
    }

    static void checkFits(NativeModel model, int windowTokens) {
        if (windowTokens > model.contextTokens()) {
            throw new IllegalArgumentException("windowTokens is " + windowTokens + ", but the model was loaded with a "
                    + "context of " + model.contextTokens()
                    + " tokens; choose smaller windows, or load it with more contextTokens");
        }
    }

    /** All windows' tokens, start tokens not yet in place. */
    int[] tokens() {
        return tokens;
    }

    int count() {
        return tokens.length / windowTokens;
    }

    int rowsPerWindow() {
        return windowTokens - 1 - windowTokens / 2; // nothing follows the last token
    }

    /** Evaluates all windows, one after the other, and streams how far it is. */
    void score(Scorer scorer) throws IOException {
        for (int start = 0; start < tokens.length; start += windowTokens) {
            request.send(new Messages.Step(start, tokens.length, ""));
            scoreWindow(Arrays.copyOfRange(tokens, start, start + windowTokens), scorer);
        }
        request.send(new Messages.Step(tokens.length, tokens.length, ""));
    }

    private void scoreWindow(int[] window, Scorer scorer) throws IOException {
        if (model.startToken() >= 0) {
            window[0] = model.startToken();
        }
        model.begin(request);
        int firstScored = window.length / 2;
        for (int from = 0; from < window.length; from += model.batchTokens()) {
            int to = Math.min(window.length, from + model.batchTokens());
            model.evaluate(window, from, to, firstScored);
            int firstRow = Math.max(from, firstScored);
            int rows = Math.min(to, window.length - 1) - firstRow;
            if (rows > 0) {
                request.throwIfCancelled();
                scorer.score(window, firstRow, rows, model.logits());
            }
        }
    }
}
