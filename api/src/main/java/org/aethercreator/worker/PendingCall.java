package org.aethercreator.worker;

import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A request that waits for its answer. */
final class PendingCall {
    private static final long CANCEL_NANOS = TimeUnit.SECONDS.toNanos(5);

    private record Arrival(@Nullable Frame frame, @Nullable Supplier<RuntimeException> failure) {
        boolean isEnd() {
            return frame == null || frame.kind() != Frame.Kind.PART;
        }
    }

    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    private boolean ended;

    void put(Frame frame) {
        arrivals.add(new Arrival(frame, null));
    }

    /** Makes the caller throw; the supplier runs on the caller's thread, for its stack trace. */
    void fail(Supplier<RuntimeException> failure) {
        arrivals.add(new Arrival(null, failure));
    }

    /** The next frame of the answer. */
    Frame take() throws InterruptedException {
        Arrival arrival = arrivals.take();
        ended = arrival.isEnd();
        if (arrival.failure() != null) {
            throw arrival.failure().get();
        }
        return Objects.requireNonNull(arrival.frame());
    }

    /** Whether the last frame of the answer was taken. */
    boolean hasEnded() {
        return ended;
    }

    /**
     * Waits for the answer's end after a cancel, however often the thread is interrupted; false if it takes too long.
     */
    boolean awaitEnd() {
        boolean interrupted = false;
        long deadline = System.nanoTime() + CANCEL_NANOS;
        try {
            while (true) {
                try {
                    Arrival arrival = arrivals.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                    if (arrival == null) {
                        return false;
                    }
                    if (arrival.isEnd()) {
                        return true;
                    }
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The result, or the exception that an error stands for. */
    static Frame resultOf(Frame frame) {
        if (frame.kind() == Frame.Kind.ERROR) {
            throw new WorkerErrorException(
                    WorkerErrorException.Kind.valueOf(frame.operation()),
                    frame.body().asText());
        }
        return frame;
    }
}
