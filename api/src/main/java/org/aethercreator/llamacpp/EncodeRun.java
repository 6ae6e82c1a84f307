package org.aethercreator.llamacpp;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.aethercreator.worker.WorkerRequest;
import org.jspecify.annotations.Nullable;

/**
 * One run of the quantizers, in the worker. The rows of all tensors form one queue of small units; each thread takes
 * the next, reads, encodes and writes it at its place. So no thread waits for another before the very end, also between
 * tensors, and memory is a few units per thread.
 */
final class EncodeRun {
    /** Small enough that at the end no core idles for long, and that a unit stays in the processor's cache. */
    private static final long UNIT_ELEMENTS = 1 << 17;

    private static final long REPORT_MILLIS = 50;

    /** Rows that a thread does at once. */
    record Unit(EncodeJob job, long firstRow, long rows) {
        long elements() {
            return rows * job.rowElements();
        }

        long sourceBytes() {
            return rows * job.sourceType().rowBytes(job.rowElements());
        }

        long sourceOffset() {
            return job.sourceOffset() + firstRow * job.sourceType().rowBytes(job.rowElements());
        }

        long targetBytes() {
            return rows * job.targetType().rowBytes(job.rowElements());
        }

        long targetOffset() {
            return job.targetOffset() + firstRow * job.targetType().rowBytes(job.rowElements());
        }
    }

    private final List<EncodeJob> jobs;
    private final WorkerRequest request;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final AtomicLong doneBytes = new AtomicLong();
    private volatile String current = "";
    private int nextJob;
    private long nextRow;

    EncodeRun(List<EncodeJob> jobs, WorkerRequest request) {
        this.jobs = jobs;
        this.request = request;
    }

    Messages.Encoded run(int threads) throws IOException {
        long startedNanos = System.nanoTime();
        try (OpenFiles sources = new OpenFiles(StandardOpenOption.READ);
                OpenFiles targets = new OpenFiles(StandardOpenOption.WRITE)) {
            for (EncodeJob job : jobs) {
                FileChannel source = sources.channel(job.source());
                targets.channel(job.target());
                checkLength(job, source.size());
            }
            List<Thread> encoders = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                Thread thread = new Thread(() -> encodeUnits(sources, targets), "encode-" + i);
                thread.start();
                encoders.add(thread);
            }
            report(encoders);
        }
        request.throwIfCancelled();
        rethrow(failure.get());
        return new Messages.Encoded(System.nanoTime() - startedNanos);
    }

    private void encodeUnits(OpenFiles sources, OpenFiles targets) {
        try (UnitEncoder encoder = new UnitEncoder()) {
            for (Unit unit = next(); unit != null && failure.get() == null; unit = next()) {
                current = unit.job().name();
                encoder.encode(
                        unit,
                        sources.channel(unit.job().source()),
                        targets.channel(unit.job().target()));
                doneBytes.addAndGet(unit.sourceBytes());
            }
        } catch (Throwable e) { // the request's thread throws it
            failure.compareAndSet(null, e);
        }
    }

    private synchronized @Nullable Unit next() {
        if (nextJob == jobs.size() || request.isCancelled()) {
            return null;
        }
        EncodeJob job = jobs.get(nextJob);
        long rows = Math.min(Math.max(1, UNIT_ELEMENTS / job.rowElements()), job.rows() - nextRow);
        Unit unit = new Unit(job, nextRow, rows);
        nextRow += rows;
        if (nextRow == job.rows()) {
            nextJob++;
            nextRow = 0;
        }
        return unit;
    }

    /** Tells how far it is until all threads have ended. */
    private void report(List<Thread> encoders) {
        long totalBytes = jobs.stream().mapToLong(EncodeJob::sourceBytes).sum();
        for (Thread encoder : encoders) {
            while (encoder.isAlive()) {
                try {
                    encoder.join(REPORT_MILLIS);
                } catch (InterruptedException e) {
                    throw new IllegalStateException("nobody interrupts a worker's thread", e);
                }
                request.send(new Messages.Step(doneBytes.get(), totalBytes, current));
            }
        }
        request.send(new Messages.Step(doneBytes.get(), totalBytes, current));
    }

    private static void checkLength(EncodeJob job, long fileBytes) throws IOException {
        long end = Math.addExact(job.sourceOffset(), job.sourceBytes());
        if (fileBytes < end) {
            throw new IOException(job.source() + " has " + fileBytes + " bytes, but tensor " + job.name()
                    + " needs them up to " + end + "; the file is truncated: get it again");
        }
    }

    private static void rethrow(@Nullable Throwable e) throws IOException {
        if (e instanceof IOException disk) {
            throw disk;
        }
        if (e instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (e instanceof Error error) {
            throw error;
        }
    }

    /** One channel for each file, whose positional reads and writes all threads share. */
    private static final class OpenFiles implements Closeable {
        private final Map<Path, FileChannel> channels = new HashMap<>();
        private final StandardOpenOption access;

        OpenFiles(StandardOpenOption access) {
            this.access = access;
        }

        synchronized FileChannel channel(Path file) throws IOException {
            FileChannel channel = channels.get(file);
            if (channel == null) {
                try {
                    channel = FileChannel.open(file, access);
                } catch (NoSuchFileException e) {
                    throw new IOException(file + " does not exist; name an existing file", e);
                }
                channels.put(file, channel);
            }
            return channel;
        }

        @Override
        public void close() throws IOException {
            for (FileChannel channel : channels.values()) {
                channel.close();
            }
        }
    }
}
