package org.aethercreator.gguf;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The file being written: header first, then data anywhere behind it. Interrupting the thread makes every method throw
 * {@link java.nio.channels.ClosedByInterruptException}.
 */
final class GgufOutput implements Closeable {
    private static final int VERSION = 3;
    /** Small enough that an interrupt is noticed at once, large enough for full speed. */
    private static final long COPY_BYTES = 16L << 20;

    private final Path path;
    private final FileChannel channel;

    GgufOutput(Path path) throws IOException {
        this.path = path;
        this.channel = FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
    }

    /** Writes the header, extends the file over the data, and returns the tensors with their offsets. */
    List<GgufTensor> header(List<HeaderPart> metadata, List<GgufTensor> tensors, int alignment) throws IOException {
        long position = put(
                little(24)
                        .put(new byte[] {'G', 'G', 'U', 'F'})
                        .putInt(VERSION)
                        .putLong(tensors.size())
                        .putLong(metadata.size()),
                0);
        for (HeaderPart part : metadata) {
            if (part instanceof HeaderPart.Copied copied) {
                copy(copied.path(), copied.start(), copied.sizeBytes(), position);
                position += copied.sizeBytes();
            } else if (part instanceof HeaderPart.Set set) {
                position = put(set.encoded(), position);
            }
        }
        List<Long> offsets = new ArrayList<>();
        long dataBytes = 0;
        for (GgufTensor tensor : tensors) {
            offsets.add(dataBytes);
            dataBytes = HeaderReader.align(Math.addExact(dataBytes, tensor.sizeBytes()), alignment);
        }
        for (int i = 0; i < tensors.size(); i++) {
            position = put(describe(tensors.get(i), offsets.get(i)), position);
        }
        long dataStart = HeaderReader.align(position, alignment);
        extend(position, dataStart + dataBytes);
        List<GgufTensor> placed = new ArrayList<>();
        for (int i = 0; i < tensors.size(); i++) {
            GgufTensor tensor = tensors.get(i);
            placed.add(new GgufTensor(
                    tensor.name(),
                    tensor.shape(),
                    tensor.type(),
                    dataStart + offsets.get(i),
                    tensor.sizeBytes(),
                    path));
        }
        return placed;
    }

    /** Copies bytes of another file to {@code position}. */
    void copy(Path source, long start, long bytes, long position) throws IOException {
        try (FileChannel from = FileChannel.open(source)) {
            channel.position(position);
            long done = 0;
            while (done < bytes) {
                long part = from.transferTo(start + done, Math.min(COPY_BYTES, bytes - done), channel);
                if (part == 0 && start + done >= from.size()) {
                    throw new EOFException(source + " became shorter while it was copied; try again");
                }
                done += part;
            }
        }
    }

    /** Writes {@code bytes} to {@code position}. */
    void write(ByteBuffer bytes, long position) throws IOException {
        long at = position;
        try {
            while (bytes.hasRemaining()) {
                at += channel.write(bytes, at);
            }
        } catch (ClosedChannelException e) { // interrupted
            throw e;
        } catch (IOException e) { // the system's message names no file
            throw new IOException(
                    "cannot write " + path + " (" + e.getMessage()
                            + "); check the disk, or name a folder on another one",
                    e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static ByteBuffer describe(GgufTensor tensor, long offset) {
        byte[] name = tensor.name().getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = little(8 + name.length + 4 + 8 * tensor.shape().size() + 4 + 8);
        bytes.putLong(name.length).put(name).putInt(tensor.shape().size());
        tensor.shape().forEach(bytes::putLong);
        return bytes.putInt(tensor.type().id()).putLong(offset);
    }

    /** Writes the bytes before the buffer's position and returns the position in the file behind them. */
    private long put(ByteBuffer bytes, long position) throws IOException {
        bytes.flip();
        long end = position + bytes.remaining();
        write(bytes, position);
        return end;
    }

    private void extend(long position, long sizeBytes) throws IOException {
        if (sizeBytes > position) {
            write(ByteBuffer.allocate(1), sizeBytes - 1);
        }
    }

    private static ByteBuffer little(int capacity) {
        return ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
    }
}
