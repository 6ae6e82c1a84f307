package org.aethercreator.kernel.session;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.aethercreator.kernel.protocol.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Standard output and error of one cell, in the order in which they are written. Text is gathered into messages of up
 * to {@link #FLUSH_BYTES}, and none waits longer than {@link #FLUSH_MILLIS}: a message a line would keep front ends
 * busy for minutes. Safe for use by several threads, also after the cell ended.
 */
final class TextOutput {
    static final int FLUSH_BYTES = 32 << 10;
    static final long FLUSH_MILLIS = 30;

    private final Consumer<Stream> publisher;
    private final ScheduledExecutorService timer;
    private final Side out = new Side("stdout");
    private final Side err = new Side("stderr");
    private Side current = out;
    private @Nullable Future<?> dueFlush;

    /** @param publisher may block; then writing blocks */
    TextOutput(Consumer<Stream> publisher, ScheduledExecutorService timer) {
        this.publisher = publisher;
        this.timer = timer;
    }

    OutputStream standardOutput() {
        return out;
    }

    OutputStream standardError() {
        return err;
    }

    /** Publishes what waits, then runs {@code next} before anything else is written. */
    synchronized void flushBefore(Runnable next) {
        publish();
        next.run();
    }

    /** Publishes what waits, even half a character. */
    synchronized void end() {
        publish();
        for (Side side : new Side[] {out, err}) {
            if (side.bytes.size() > 0) {
                publisher.accept(new Stream(side.name, side.bytes.toString(StandardCharsets.UTF_8)));
                side.bytes.reset();
            }
        }
    }

    private synchronized void flushInTime() {
        dueFlush = null;
        publish();
    }

    private synchronized void write(Side side, byte[] bytes, int offset, int length) {
        if (side != current) {
            publish();
            current = side;
        }
        // In pieces, so that one huge print makes no huge message.
        int written = 0;
        while (written < length) {
            int piece = Math.min(length - written, FLUSH_BYTES);
            side.bytes.write(bytes, offset + written, piece);
            written += piece;
            if (side.bytes.size() >= FLUSH_BYTES) {
                publish();
            }
        }
        if (dueFlush == null && side.bytes.size() > 0) {
            flushLater();
        }
    }

    private void flushLater() {
        try {
            dueFlush = timer.schedule(this::flushInTime, FLUSH_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // The kernel is exiting.
            publish();
        }
    }

    /** Keeps the bytes of a character that is not complete yet. */
    private void publish() {
        byte[] bytes = current.bytes.toByteArray();
        int end = bytes.length - incompleteBytes(bytes);
        if (end == 0) {
            return;
        }
        current.bytes.reset();
        current.bytes.write(bytes, end, bytes.length - end);
        publisher.accept(new Stream(current.name, new String(bytes, 0, end, StandardCharsets.UTF_8)));
    }

    /** How many bytes at the end begin a UTF-8 sequence that needs more of them. */
    private static int incompleteBytes(byte[] bytes) {
        for (int back = 1; back <= Math.min(3, bytes.length); back++) {
            int b = bytes[bytes.length - back] & 0xFF;
            if (b >= 0xC0) {
                int needed = b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : 2;
                return back < needed ? back : 0;
            }
            if (b < 0x80) {
                return 0;
            }
        }
        return 0;
    }

    /** One of the two streams. Its {@code flush()} does nothing: it would end the gathering at every line. */
    private final class Side extends OutputStream {
        private final String name;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Side(String name) {
            this.name = name;
        }

        @Override
        public void write(int b) {
            TextOutput.this.write(this, new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] source, int offset, int length) {
            Objects.checkFromIndexSize(offset, length, source.length);
            TextOutput.this.write(this, source, offset, length);
        }
    }
}
