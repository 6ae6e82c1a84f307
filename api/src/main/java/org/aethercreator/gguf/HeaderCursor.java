package org.aethercreator.gguf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.aethercreator.storage.SourceFile;

/**
 * Reads a header from front to back, buffered; what lies beyond the end of the file is a format error, never a fault.
 */
final class HeaderCursor {
    private static final int BUFFER_BYTES = 1 << 16;

    private final SourceFile file;
    private final ByteBuffer buffer =
            ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN).limit(0);
    /** Where in the file the buffer's first byte lies. */
    private long bufferStart;

    HeaderCursor(SourceFile file) {
        this.file = file;
    }

    long position() {
        return bufferStart + buffer.position();
    }

    long remaining() {
        return file.sizeBytes() - position();
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
        byte[] bytes = new byte[4];
        file.read(bytes, 0, bytes.length, offset);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt();
    }

    GgufFormatException fail(long offset, String message) {
        return new GgufFormatException(file.path(), offset, message);
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
        int part = (int) Math.min(buffer.remaining(), file.sizeBytes() - bufferStart - buffer.position());
        file.read(buffer.array(), buffer.position(), part, bufferStart + buffer.position());
        buffer.position(buffer.position() + part).flip();
    }
}
