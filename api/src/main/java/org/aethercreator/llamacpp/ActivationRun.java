package org.aethercreator.llamacpp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.aethercreator.worker.WorkerErrorException;
import org.aethercreator.worker.WorkerRequest;
import org.jspecify.annotations.Nullable;

/**
 * One collection of activations, in the worker, by the algorithm of llama.cpp's {@code llama-imatrix}: the text, with
 * the model's start token, is cut into chunks; what is left at the end is dropped; each chunk is evaluated from an
 * empty context, its first token replaced by the start token if the model has one.
 */
final class ActivationRun {
    /** As llama-imatrix: a matrix from less would be of chance. */
    private static final int FEWEST_CHUNKS = 2;

    private static final long CHECKPOINT_NANOS = 60_000_000_000L;

    private final NativeModel model;
    private final ActivationCollector collector;
    private final WorkerRequest request;

    ActivationRun(NativeModel model, ActivationCollector collector, WorkerRequest request) {
        this.model = model;
        this.collector = collector;
        this.request = request;
    }

    Messages.Collected run(byte[] text, Messages.Collect collect) throws IOException {
        int chunkTokens = collect.chunkTokens();
        int[] tokens = model.tokenize(text, true, false);
        if (tokens.length < FEWEST_CHUNKS * chunkTokens) {
            throw new IllegalArgumentException("The calibration text has " + tokens.length + " tokens, but at least "
                    + FEWEST_CHUNKS * chunkTokens + " are needed (" + FEWEST_CHUNKS + " chunks of " + chunkTokens
                    + "), and some ten thousand are better; give a longer text or choose smaller chunks.");
        }
        int whole = tokens.length / chunkTokens;
        int chunks = collect.maxChunks() == 0 ? whole : Math.min(collect.maxChunks(), whole);
        if (collect.firstChunks() > chunks) {
            throw new IllegalArgumentException("The sums so far are of " + collect.firstChunks() + " chunks, but only "
                    + chunks + " are asked for; ask for at least as many, or begin anew.");
        }
        collector.begin(
                collect.firstSums() == null ? List.of() : ActivationsFile.read(Path.of(collect.firstSums())),
                collect.withOutput());
        long total = (long) chunks * chunkTokens;
        long startedNanos = System.nanoTime();
        long savedNanos = startedNanos;
        int saved = collect.firstChunks();
        for (int chunk = collect.firstChunks(); chunk < chunks; chunk++) {
            report(chunk, chunks, (long) chunk * chunkTokens, total, null);
            evaluate(Arrays.copyOfRange(tokens, chunk * chunkTokens, (chunk + 1) * chunkTokens));
            checkFinite();
            boolean due = chunk + 1 - saved >= collect.checkpointChunks()
                    || System.nanoTime() - savedNanos > CHECKPOINT_NANOS;
            if (due && chunk + 1 < chunks) {
                saved = chunk + 1;
                savedNanos = System.nanoTime();
                report(saved, chunks, (long) saved * chunkTokens, total, save());
            }
        }
        report(chunks, chunks, total, total, null);
        return new Messages.Collected(save(), chunks, System.nanoTime() - startedNanos);
    }

    private void evaluate(int[] chunk) {
        if (model.startToken() >= 0) {
            chunk[0] = model.startToken();
        }
        model.begin(request);
        for (int from = 0; from < chunk.length; from += model.batchTokens()) {
            int to = Math.min(chunk.length, from + model.batchTokens());
            // predictions of all tokens are asked for: otherwise the last layer is evaluated for the last token only
            model.evaluate(chunk, from, to, 0);
            collector.rethrowFailure();
            if (request.isCancelled()) {
                throw new CancellationException();
            }
        }
    }

    /** Writes the sums so far into this process's own folder; who reads them deletes them. */
    private String save() throws IOException {
        Path file = Files.createTempFile("activations", ".sums");
        ActivationsFile.write(file, collector.sums());
        return file.toString();
    }

    private void report(int chunk, int chunks, long done, long total, @Nullable String file) {
        request.send(new Messages.Collecting(done, total, chunk, chunks, file));
    }

    private void checkFinite() {
        for (ActivationSums tensor : collector.sums()) {
            for (float sum : tensor.sums()) {
                if (!Float.isFinite(sum)) {
                    throw new WorkerErrorException(
                            WorkerErrorException.Kind.FAILURE,
                            "The activations of tensor " + tensor.name() + " are not finite (" + sum
                                    + "): the model is damaged, or its numbers are too large for its types. "
                                    + "Get it again, or convert it to BF16.");
                }
            }
        }
    }
}
