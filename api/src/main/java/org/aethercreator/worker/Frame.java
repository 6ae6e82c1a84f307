package org.aethercreator.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * What goes over the socket: two lengths of 4 bytes, a JSON header, and a payload that may be empty.
 *
 * @param id of the request that it belongs to; 0 = to none
 */
record Frame(long id, Kind kind, String operation, JsonNode body, ByteBuffer payload) {
    enum Kind {
        /** Worker: the service is there. */
        READY,
        /** Parent: do this. */
        REQUEST,
        /** Parent: stop doing it. */
        CANCEL,
        /** Worker: part of the answer; more follows. */
        PART,
        /** Worker: the answer's end. */
        RESULT,
        /** Worker: it failed; {@code operation} is a {@link WorkerErrorException.Kind}. */
        ERROR
    }

    private record Header(long id, Kind kind, String operation, JsonNode body) {}

    static final ObjectMapper JSON = new ObjectMapper();
    static final ByteBuffer NO_PAYLOAD = ByteBuffer.allocate(0);
    private static final int LARGEST_HEADER_BYTES = 64 << 20;
    private static final int LARGEST_PAYLOAD_BYTES = 256 << 20;

    static Frame of(long id, Kind kind) {
        return new Frame(id, kind, "", NullNode.getInstance(), NO_PAYLOAD);
    }

    static Frame of(long id, Kind kind, Object body) {
        return new Frame(id, kind, "", JSON.valueToTree(body), NO_PAYLOAD);
    }

    /** The next frame, or null at the stream's end. */
    static @Nullable Frame read(ReadableByteChannel channel) throws IOException {
        ByteBuffer lengths = ByteBuffer.allocate(8);
        if (!fill(channel, lengths)) {
            return null;
        }
        int headerBytes = lengths.getInt(0);
        int payloadBytes = lengths.getInt(4);
        checkLengths(headerBytes, payloadBytes);
        ByteBuffer header = ByteBuffer.allocate(headerBytes);
        ByteBuffer payload = ByteBuffer.allocate(payloadBytes);
        if (!fill(channel, header) || !fill(channel, payload)) {
            throw new EOFException("the connection ended within a message");
        }
        Header parsed = JSON.readValue(header.array(), Header.class);
        return new Frame(parsed.id(), parsed.kind(), parsed.operation(), parsed.body(), payload.flip());
    }

    void write(WritableByteChannel channel) throws IOException {
        byte[] header = JSON.writeValueAsBytes(new Header(id, kind, operation, body));
        checkLengths(header.length, payload.remaining());
        ByteBuffer frame = ByteBuffer.allocate(8 + header.length + payload.remaining())
                .putInt(header.length)
                .putInt(payload.remaining())
                .put(header)
                .put(payload.duplicate())
                .flip();
        while (frame.hasRemaining()) {
            channel.write(frame);
        }
    }

    private static void checkLengths(int headerBytes, int payloadBytes) throws IOException {
        if (headerBytes < 0
                || headerBytes > LARGEST_HEADER_BYTES
                || payloadBytes < 0
                || payloadBytes > LARGEST_PAYLOAD_BYTES) {
            throw new IOException("a message of " + headerBytes + " + " + payloadBytes + " bytes exceeds the limit of "
                    + LARGEST_HEADER_BYTES + " + " + LARGEST_PAYLOAD_BYTES + "; send big data as a file");
        }
    }

    /** False if the stream ended before the first byte. */
    private static boolean fill(ReadableByteChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                if (buffer.position() > 0) {
                    throw new EOFException("the connection ended within a message");
                }
                return false;
            }
        }
        return true;
    }
}
