package org.aethercreator.gguf;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Reads a header from front to back, buffered; what lies beyond the end of the file is a format error, never a fault.
 */
final class HeaderCursor {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path path;
    private final FileChannel channel;
    private final long fileBytes;
    private final ByteBuffer buffer =
            ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN).limit(0);
    /** Where in the file the buffer's first byte lies. */
    private long bufferStart;

    HeaderCursor(Path path, FileChannel channel) throws IOException {
        this.path = path;
        this.channel = channel;
        this.fileBytes = channel.size();
    }

    long position() {
        return bufferStart + buffer.position();
    }

    long remaining() {
        return fileBytes - position();
    }

    long fileBytes() {
        return fileBytes;
    }

    int readInt(String what) throws IOException {
        require(4, what);
        return buffer.getInt();
    }

    long readLong(String what) throws IOException {
        require(8, what);
        return buffer.getLong();
    }

    /** A text of at most {@code maximumBytes}, with its length before it; bad UTF-8 is replaced by U+FFFD. */
    String readString(int maximumBytes, String what) throws IOException {
        long at = position();
        long length = readLong("the length of " + what);
        if (length < 0 || length > maximumBytes) {
            throw fail(
                    at,
                    what + " has a length of " + Long.toUnsignedString(length) + " bytes; at most " + maximumBytes
                            + " are allowed; the file is damaged");
        }
        byte[] text = new byte[checkLeft((int) length, what)];
        int done = 0;
        while (done < text.length) {
            require(1, what);
            int part = Math.min(buffer.remaining(), text.length - done);
            buffer.get(text, done, part);
            done += part;
        }
        return new String(text, StandardCharsets.UTF_8);
    }

    void skip(long bytes, String what) throws IOException {
        if (bytes > remaining()) {
            throw truncated(bytes, what);
        }
        if (bytes <= buffer.remaining()) {
            buffer.position(buffer.position() + (int) bytes);
        } else {
            bufferStart = position() + bytes;
            buffer.limit(0);
        }
    }

    /** The number at {@code offset}, which has been passed already. */
    int intAt(long offset) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, offset + bytes.position()) < 0) {
                throw shrunk();
            }
        }
        return bytes.flip().getInt();
    }

    GgufFormatException fail(long offset, String message) {
        return new GgufFormatException(path, offset, message);
    }

    private int checkLeft(int bytes, String what) {
        if (bytes > remaining()) {
            throw truncated(bytes, what);
        }
        return bytes;
    }

    private GgufFormatException truncated(long bytes, String what) {
        return fail(
                position(),
                what + " takes " + bytes + " bytes, but the file ends after " + remaining()
                        + " more; it is truncated or damaged: download or copy it again");
    }

    /** Makes {@code bytes} available in the buffer. */
    private void require(int bytes, String what) throws IOException {
        if (buffer.remaining() >= bytes) {
            return;
        }
        if (bytes > remaining()) {
            throw truncated(bytes, what);
        }
        bufferStart = position();
        buffer.compact();
        while (buffer.position() < bytes) {
            if (channel.read(buffer, bufferStart + buffer.position()) < 0) {
                throw shrunk();
            }
        }
        buffer.flip();
    }

    private EOFException shrunk() {
        return new EOFException(path + ": the file became shorter while it was read; try again");
    }
}
