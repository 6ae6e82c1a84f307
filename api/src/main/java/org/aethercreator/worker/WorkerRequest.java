package org.aethercreator.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.ByteBuffer;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** A request as the worker sees it: what is asked for, a way to stream parts of the answer, and whether to stop. */
public final class WorkerRequest {
    private final Frame frame;
    private final WorkerConnection connection;
    private volatile boolean cancelled;
    private @Nullable Runnable onCancel;

    WorkerRequest(Frame frame, WorkerConnection connection) {
        this.frame = frame;
        this.connection = connection;
    }

    /** What is to be done. */
    public String operation() {
        return frame.operation();
    }

    /** The request's JSON as a {@code type}. */
    public <T> T body(Class<T> type) {
        try {
            return Frame.JSON.treeToValue(frame.body(), type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the request " + operation() + " is not understood", e);
        }
    }

    /** The bytes that came with the JSON; may be empty. */
    public ByteBuffer payload() {
        return frame.payload().asReadOnlyBuffer();
    }

    /** Streams a part of the answer to the caller. */
    public void send(Object part) {
        connection.send(Frame.of(frame.id(), Frame.Kind.PART, part));
    }

    public boolean isCancelled() {
        return cancelled;
    }

    /** Ends the work if the caller asked for that. */
    public void throwIfCancelled() {
        if (cancelled) {
            throw new CancellationException();
        }
    }

    /** Runs {@code action} on another thread when the request is cancelled, or now if it already is. */
    public synchronized void onCancel(Runnable action) {
        onCancel = action;
        if (cancelled) {
            action.run();
        }
    }

    synchronized void cancel() {
        cancelled = true;
        if (onCancel != null) {
            onCancel.run();
        }
    }

    /** A cancel that comes too late must not disturb the next request. */
    synchronized void end() {
        onCancel = null;
    }

    long id() {
        return frame.id();
    }
}
