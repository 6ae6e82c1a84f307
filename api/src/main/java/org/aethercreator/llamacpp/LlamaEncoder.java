package org.aethercreator.llamacpp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.aethercreator.llamacpp.pack.PackLibraries;
import org.aethercreator.progress.Progress;
import org.aethercreator.progress.ProgressStage;
import org.aethercreator.progress.ProgressUnit;

/**
 * ggml's quantizers in a worker process, which serves any number of calls, one after the other, until it is closed.
 *
 * <p>After the process has died, every call fails: get another encoder.
 */
public final class LlamaEncoder implements AutoCloseable {
    /** Importance that crosses to the worker at once; a tensor's is at most some megabytes. */
    private static final long GROUP_BYTES = 32L << 20;

    private final LlamaWorker worker;
    private final PackLibraries libraries;
    private final String release;

    LlamaEncoder(LlamaWorker worker, PackLibraries libraries, String release) {
        this.worker = worker;
        this.libraries = libraries;
        this.release = release;
    }

    /**
     * Stores tensors as other types; the same bytes as {@code llama-quantize} writes. Needs little memory, however
     * large the tensors are. After an exception the targets hold part of the rows: delete them.
     *
     * @param threads 0 = all processors
     * @param progress in bytes of the sources, counted by how long their encoding takes, so that the time left is true;
     *     with the tensor's name as detail
     * @throws IllegalArgumentException if a type cannot be decoded or encoded, or needs importance that is not there
     * @throws IOException if a source is too short, or a target cannot be written; a full disk is named
     * @throws LlamaCppException if a tensor holds numbers that cannot be stored, such as NaN
     */
    public EncodeResult encode(List<EncodeJob> jobs, int threads, Progress progress)
            throws IOException, InterruptedException {
        for (EncodeJob job : jobs) {
            EncodableTypes.check(job, release);
        }
        int wanted = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
        Shown shown = new Shown(jobs, progress);
        long elapsedNanos = 0;
        List<EncodeError> errors = new ArrayList<>();
        for (List<EncodeJob> group : groups(jobs)) {
            Messages.Encoded encoded = encodeGroup(group, wanted, shown);
            elapsedNanos += encoded.elapsed();
            errors.addAll(encoded.errors());
        }
        shown.finish();
        return new EncodeResult(Duration.ofNanos(elapsedNanos), worker.memory().peakResidentBytes(), errors);
    }

    private Messages.Encoded encodeGroup(List<EncodeJob> group, int threads, Shown shown)
            throws IOException, InterruptedException {
        List<Messages.Tensor> tensors = new ArrayList<>();
        int floats = 0;
        for (EncodeJob job : group) {
            int count = importanceCount(job);
            tensors.add(Messages.Tensor.of(job, floats, count));
            floats += count;
        }
        ByteBuffer importance = ByteBuffer.allocate(floats * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (EncodeJob job : group) {
            job.importance().ifPresent(values -> {
                importance.asFloatBuffer().put(values.duplicate());
                importance.position(importance.position() + values.remaining() * Float.BYTES);
            });
        }
        long before = shown.doneCost;
        Messages.Encoded encoded = worker.call(
                Messages.ENCODE,
                new Messages.Encode(libraries, tensors, threads),
                importance.flip(),
                Messages.Encoded.class,
                part -> shown.show(before, part.as(Messages.Step.class)));
        shown.doneCost = before + group.stream().mapToLong(Shown::cost).sum();
        return encoded;
    }

    /** Consecutive jobs whose importance is small enough to be sent at once; usually all of them. */
    private static List<List<EncodeJob>> groups(List<EncodeJob> jobs) {
        List<List<EncodeJob>> groups = new ArrayList<>();
        List<EncodeJob> group = new ArrayList<>();
        long bytes = 0;
        for (EncodeJob job : jobs) {
            long more = (long) importanceCount(job) * Float.BYTES;
            if (bytes + more > GROUP_BYTES && !group.isEmpty()) {
                groups.add(group);
                group = new ArrayList<>();
                bytes = 0;
            }
            group.add(job);
            bytes += more;
        }
        groups.add(group);
        return groups;
    }

    private static int importanceCount(EncodeJob job) {
        return job.importance().map(java.nio.FloatBuffer::remaining).orElse(0);
    }

    /** The release of llama.cpp whose quantizers these are, such as b4916. */
    public String release() {
        return release;
    }

    long processId() {
        return worker.processId();
    }

    /** Ends the process. */
    @Override
    public void close() {
        worker.close();
    }

    /** The progress over all groups: cost, told as bytes. */
    private static final class Shown {
        private final ProgressStage stage;
        private final long totalBytes;
        private final long totalCost;
        private long doneCost;

        Shown(List<EncodeJob> jobs, Progress progress) {
            totalBytes = jobs.stream().mapToLong(EncodeJob::sourceBytes).sum();
            totalCost = jobs.stream().mapToLong(Shown::cost).sum();
            stage = progress.stage("encode", totalBytes, ProgressUnit.BYTES);
        }

        void show(long before, Messages.Step step) {
            double share = (double) (before + step.done()) / Math.max(1, totalCost);
            // The last byte is done when the worker says that all of them are.
            stage.to(Math.min(totalBytes - 1, (long) (share * totalBytes)), step.detail());
        }

        void finish() {
            stage.to(totalBytes, "");
        }

        static long cost(EncodeJob job) {
            return Messages.Tensor.of(job, 0, importanceCount(job)).cost(job.rows());
        }
    }
}
