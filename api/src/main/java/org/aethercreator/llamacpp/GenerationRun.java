package org.aethercreator.llamacpp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.aethercreator.worker.WorkerRequest;

/** One generation, in the worker: evaluates the prompt, then draws token after token and streams the text. */
final class GenerationRun {
    /**
     * How long text may wait for more of it. Each message wakes a thread of the caller, which takes a processor from
     * the computation: for a small model, half a millisecond of the ten that a token takes.
     */
    private static final long SHOWN_EVERY_NANOS = 30_000_000;

    private final NativeModel model;
    private final WorkerRequest request;
    private final GenerationOptions options;
    private final TextStream text;
    private final List<Long> tokenNanos = new ArrayList<>();
    private final long startedNanos = System.nanoTime();
    private final StringBuilder unsent = new StringBuilder();
    private long sentNanos = startedNanos - SHOWN_EVERY_NANOS;

    GenerationRun(NativeModel model, WorkerRequest request, GenerationOptions options) {
        this.model = model;
        this.request = request;
        this.options = options;
        this.text = new TextStream(options.stop());
    }

    Messages.Generated run(String prompt) {
        model.requireText();
        int[] tokens = model.tokenizePrompt(prompt.getBytes(StandardCharsets.UTF_8));
        checkLength(tokens.length);
        try (TokenSampler sampler = model.sampler(options)) {
            int reused = begin(tokens);
            long promptStartedNanos = System.nanoTime();
            for (int from = reused; from < tokens.length; from += model.batchTokens()) {
                int to = Math.min(tokens.length, from + model.batchTokens());
                model.evaluate(tokens, from, to, tokens.length - 1);
            }
            long promptNanos = System.nanoTime() - promptStartedNanos;
            for (int token : tokens) {
                sampler.acceptPrompt(token);
            }
            return generate(sampler, tokens.length, reused, promptNanos);
        } finally {
            send(); // also what was generated before a cancel
        }
    }

    private int begin(int[] tokens) {
        if (options.reuseContext()) {
            return model.beginKeeping(request, tokens);
        }
        model.begin(request);
        return 0;
    }

    private Messages.Generated generate(TokenSampler sampler, int promptTokens, int reused, long promptNanos) {
        long firstNanos = 0;
        int generated = 0;
        StopReason reason = null;
        long lastNanos = 0;
        for (int position = promptTokens; reason == null; position++) {
            request.throwIfCancelled();
            int token = sampler.sample();
            long nowNanos = System.nanoTime();
            if (generated == 0) {
                firstNanos = nowNanos;
            } else {
                tokenNanos.add(nowNanos - lastNanos);
            }
            lastNanos = nowNanos;
            generated++;
            if (token == TokenSampler.NONE || model.endsGeneration(token)) {
                reason = StopReason.END_OF_TEXT;
            } else {
                show(text.append(model.piece(token)), nowNanos);
                if (text.stopped()) {
                    reason = StopReason.STOP_STRING;
                } else if (generated == options.maxTokens()) {
                    reason = StopReason.MAX_TOKENS;
                } else if (position == model.contextTokens()) {
                    reason = StopReason.CONTEXT_FULL;
                } else {
                    model.evaluate(token, position);
                }
            }
        }
        unsent.append(text.finish());
        return new Messages.Generated(
                promptTokens, reused, generated, firstNanos - startedNanos, promptNanos, tokenNanos, reason);
    }

    /** The first text goes out at once. */
    private void show(String shown, long nowNanos) {
        unsent.append(shown);
        if (nowNanos - sentNanos >= SHOWN_EVERY_NANOS && send()) {
            sentNanos = nowNanos;
        }
    }

    private boolean send() {
        if (unsent.isEmpty()) {
            return false;
        }
        request.send(unsent.toString());
        unsent.setLength(0);
        return true;
    }

    private void checkLength(int promptTokens) {
        int contextTokens = model.contextTokens();
        if (promptTokens == 0) {
            throw new IllegalArgumentException("The prompt is empty; give at least one character.");
        }
        if (promptTokens >= contextTokens) {
            throw new IllegalArgumentException("The prompt has " + promptTokens + " tokens, but the context holds "
                    + contextTokens + " and at least one must be left for the answer; shorten the prompt to "
                    + (contextTokens - 1) + " tokens, or load the model with more contextTokens (it was trained with "
                    + model.trainedContextTokens() + ").");
        }
    }
}
