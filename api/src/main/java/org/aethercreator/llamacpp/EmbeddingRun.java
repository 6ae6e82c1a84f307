package org.aethercreator.llamacpp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.aethercreator.worker.WorkerRequest;

/** Embeddings of texts, in the worker: as many texts at once as fit into a batch, each as a sequence of its own. */
final class EmbeddingRun {
    private final NativeModel model;
    private final WorkerRequest request;

    EmbeddingRun(NativeModel model, WorkerRequest request) {
        this.model = model;
        this.request = request;
    }

    /** Streams a vector for each text, in their order. */
    void run(List<String> texts) {
        Pooling pooling = model.requirePooling();
        List<int[]> waiting = new ArrayList<>();
        int waitingTokens = 0;
        for (int i = 0; i < texts.size(); i++) {
            int[] tokens = model.tokenize(texts.get(i).getBytes(StandardCharsets.UTF_8), true, false);
            checkLength(i, tokens.length);
            if (waitingTokens + tokens.length > model.batchTokens() || waiting.size() == NativeModel.EMBEDDED_AT_ONCE) {
                embed(waiting, pooling);
                waiting.clear();
                waitingTokens = 0;
            }
            waiting.add(tokens);
            waitingTokens += tokens.length;
        }
        if (!waiting.isEmpty()) {
            embed(waiting, pooling);
        }
    }

    private void embed(List<int[]> texts, Pooling pooling) {
        request.throwIfCancelled();
        model.begin(request);
        model.evaluateSequences(texts);
        int start = 0;
        for (int[] text : texts) {
            int first = start;
            request.send(pooling.pool(text.length, token -> model.embedding(first + token)));
            start += text.length;
        }
    }

    private void checkLength(int index, int tokens) {
        if (tokens == 0) {
            throw new IllegalArgumentException("Text " + index + " is empty; give at least one character.");
        }
        if (tokens > model.batchTokens()) {
            throw new IllegalArgumentException("Text " + index + " has " + tokens + " tokens, but at most "
                    + model.batchTokens()
                    + " are embedded at once; cut it into parts, or load the model with more contextTokens and"
                    + " batchTokens.");
        }
    }
}
