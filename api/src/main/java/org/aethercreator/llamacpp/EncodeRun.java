package org.aethercreator.llamacpp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.aethercreator.worker.WorkerRequest;
import org.jspecify.annotations.Nullable;

/**
 * One run of the quantizers, in the worker. The rows of all tensors form one queue of small units; each thread takes
 * the next, reads and decodes it, and encodes and writes it for every target. So no thread waits for another before the
 * very end, also between tensors, and memory is a few units per thread.
 */
final class EncodeRun {
    private static final long REPORT_MILLIS = 50;

    private final List<Messages.Tensor> tensors;
    private final WorkerRequest request;
    /** For every tensor and target, in their order; null where nothing is measured. */
    private final List<List<@Nullable ErrorSums>> errors = new ArrayList<>();

    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final AtomicLong doneCost = new AtomicLong();
    private volatile String current = "";
    private int nextTensor;
    private long nextRow;

    EncodeRun(List<Messages.Tensor> tensors, WorkerRequest request) {
        this.tensors = tensors;
        this.request = request;
        for (Messages.Tensor tensor : tensors) {
            List<@Nullable ErrorSums> sums = new ArrayList<>();
            for (EncodeTarget target : tensor.targets()) {
                sums.add(target.measured() ? new ErrorSums(tensor.name(), target.type()) : null);
            }
            errors.add(sums);
        }
    }

    Messages.Encoded run(int threads) throws IOException {
        long startedNanos = System.nanoTime();
        try (EncodeFiles files = EncodeFiles.open(tensors)) {
            List<Thread> encoders = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                Thread thread = new Thread(() -> encodeUnits(files), "encode-" + i);
                thread.start();
                encoders.add(thread);
            }
            report(encoders);
        }
        request.throwIfCancelled();
        rethrow(failure.get());
        return new Messages.Encoded(System.nanoTime() - startedNanos, measured());
    }

    /** Whether there is no use in going on. */
    boolean isOver() {
        return request.isCancelled() || failure.get() != null;
    }

    private void encodeUnits(EncodeFiles files) {
        try (UnitEncoder encoder = new UnitEncoder(this, files, request.payload())) {
            for (EncodeUnit unit = next(); unit != null; unit = next()) {
                current = unit.tensor().name();
                encoder.encode(unit, errors.get(unit.tensorIndex()));
                doneCost.addAndGet(unit.tensor().cost(unit.rows()));
            }
        } catch (Throwable e) { // the request's thread throws it
            failure.compareAndSet(null, e);
        }
    }

    private synchronized @Nullable EncodeUnit next() {
        if (nextTensor == tensors.size() || isOver()) {
            return null;
        }
        Messages.Tensor tensor = tensors.get(nextTensor);
        EncodeUnit unit = EncodeUnit.at(tensor, nextTensor, nextRow);
        nextRow += unit.rows();
        if (nextRow == tensor.rows()) {
            nextTensor++;
            nextRow = 0;
        }
        return unit;
    }

    /** Tells how far it is until all threads have ended. */
    private void report(List<Thread> encoders) {
        long totalCost =
                tensors.stream().mapToLong(tensor -> tensor.cost(tensor.rows())).sum();
        for (Thread encoder : encoders) {
            while (encoder.isAlive()) {
                try {
                    encoder.join(REPORT_MILLIS);
                } catch (InterruptedException e) {
                    throw new IllegalStateException("nobody interrupts a worker's thread", e);
                }
                request.send(new Messages.Step(doneCost.get(), totalCost, current));
            }
        }
    }

    private List<EncodeError> measured() {
        List<EncodeError> results = new ArrayList<>();
        for (List<@Nullable ErrorSums> ofTensor : errors) {
            for (@Nullable ErrorSums sums : ofTensor) {
                if (sums != null) {
                    results.add(sums.result());
                }
            }
        }
        return results;
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
}
