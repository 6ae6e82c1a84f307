package org.aethercreator.storage;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;

/**
 * A file open for reading at any place.
 *
 * <p>Why not a {@code FileChannel}: interrupting a thread that reads from one closes it, so interrupting one cell of a
 * notebook would break the model for all later ones.
 */
public final class SourceFile implements Closeable {
    private final Path path;
    private final RandomAccessFile file;
    private final long sizeBytes;
    private volatile boolean closed;

    /** Opens {@code path}; who opens it closes it. */
    public SourceFile(Path path) throws IOException {
        this.path = path;
        this.file = new RandomAccessFile(path.toFile(), "r");
        this.sizeBytes = file.length();
    }

    /** The file. */
    public Path path() {
        return path;
    }

    /** Bytes of the file when it was opened. */
    public long sizeBytes() {
        return sizeBytes;
    }

    /** Fills {@code length} bytes of {@code target}, reading from byte {@code position} of the file on. */
    public void read(byte[] target, int offset, int length, long position) throws IOException {
        if (closed) {
            throw new IOException(path + " has been closed; read from it before closing it, or open it again");
        }
        synchronized (file) {
            try {
                file.seek(position);
                file.readFully(target, offset, length);
            } catch (EOFException e) {
                throw new IOException(path + " became shorter since it was opened; open it again", e);
            }
        }
    }

    /** Maps {@code bytes} bytes, at most 2 GiB, read-only; what is mapped stays good after closing. */
    public ByteBuffer map(long position, long bytes) throws IOException {
        if (closed) {
            throw new IOException(path + " has been closed; map tensors before closing it, or open it again");
        }
        return file.getChannel().map(MapMode.READ_ONLY, position, bytes);
    }

    @Override
    public void close() throws IOException {
        closed = true;
        file.close();
    }
}
