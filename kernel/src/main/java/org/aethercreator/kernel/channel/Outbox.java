package org.aethercreator.kernel.channel;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Messages that wait for the owner of a socket to send them. Safe for use by several threads. */
final class Outbox {
    private final Queue<List<byte[]>> messages = new ArrayDeque<>();
    private final long roomBytes;
    private final Runnable wakeOwner;
    private long waitingBytes;
    private boolean closed;

    /**
     * @param roomBytes from so many waiting bytes on, {@link #addWhenRoom} blocks
     * @param wakeOwner tells the owner that there is something to send
     */
    Outbox(long roomBytes, Runnable wakeOwner) {
        this.roomBytes = roomBytes;
        this.wakeOwner = wakeOwner;
    }

    /** Never blocks: for what must go out even when a cell floods the front end. */
    synchronized void add(List<byte[]> message) {
        if (closed) {
            return;
        }
        messages.add(message);
        waitingBytes += bytes(message);
        wakeOwner.run();
    }

    /**
     * Blocks while there is no room. An interrupt does not end that, because the message would be lost or overtaken; it
     * is kept for the caller to notice.
     */
    synchronized void addWhenRoom(List<byte[]> message) {
        boolean interrupted = false;
        while (!closed && waitingBytes >= roomBytes) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        add(message);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The next message to send, or {@code null} if none waits. */
    synchronized @Nullable List<byte[]> poll() {
        List<byte[]> message = messages.poll();
        if (message != null) {
            waitingBytes -= bytes(message);
            notifyAll();
        }
        return message;
    }

    /** Takes no more messages, and lets go who waits for room. What is in it can still be polled. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    private static long bytes(List<byte[]> message) {
        return message.stream().mapToLong(frame -> frame.length).sum();
    }
}
