package org.aethercreator.llamacpp;

import java.nio.charset.StandardCharsets;
import org.aethercreator.worker.WorkerRequest;

/** One generation, in the worker: evaluates the prompt, then draws token after token and streams the text. */
final class GenerationRun {
    private final NativeModel model;
    private final WorkerRequest request;
    private final SamplingOptions sampling;
    private final TextStream text;
    private final long startedNanos = System.nanoTime();

    GenerationRun(NativeModel model, WorkerRequest request, SamplingOptions sampling) {
        this.model = model;
        this.request = request;
        this.sampling = sampling;
        this.text = new TextStream(sampling.stop());
    }

    Messages.Generated run(String prompt) {
        int[] tokens = model.tokenize(prompt.getBytes(StandardCharsets.UTF_8), true, true);
        checkLength(tokens.length);
        model.begin(request);
        try (SamplerChain chain = new SamplerChain(sampling, model.contextTokens(), model.vocabularySize())) {
            long promptStartedNanos = System.nanoTime();
            for (int from = 0; from < tokens.length; from += model.batchTokens()) {
                int to = Math.min(tokens.length, from + model.batchTokens());
                model.evaluate(tokens, from, to, tokens.length - 1);
            }
            long promptNanos = System.nanoTime() - promptStartedNanos;
            for (int token : tokens) {
                chain.accept(token);
            }
            return generate(chain, tokens.length, promptNanos);
        }
    }

    private Messages.Generated generate(SamplerChain chain, int promptTokens, long promptNanos) {
        long firstNanos = 0;
        int generated = 0;
        StopReason reason = null;
        long lastNanos = 0;
        for (int position = promptTokens; reason == null; position++) {
            request.throwIfCancelled();
            int token = model.sample(chain);
            lastNanos = System.nanoTime();
            firstNanos = generated == 0 ? lastNanos : firstNanos;
            generated++;
            if (model.endsGeneration(token)) {
                reason = StopReason.END_OF_TEXT;
            } else {
                show(text.append(model.piece(token)));
                if (text.stopped()) {
                    reason = StopReason.STOP_STRING;
                } else if (generated == sampling.maxTokens()) {
                    reason = StopReason.MAX_TOKENS;
                } else if (position == model.contextTokens()) {
                    reason = StopReason.CONTEXT_FULL;
                } else {
                    model.evaluate(token, position);
                }
            }
        }
        show(text.finish());
        return new Messages.Generated(
                promptTokens, generated, firstNanos - startedNanos, promptNanos, lastNanos - firstNanos, reason);
    }

    private void show(String shown) {
        if (!shown.isEmpty()) {
            request.send(shown);
        }
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
