package org.aethercreator.llamacpp;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The files of an {@link EncodeRun}: one channel for each, whose positional reads and writes all threads share. */
final class EncodeFiles implements Closeable {
    private static final long MEBIBYTE = 1 << 20;

    private final Map<Path, FileChannel> sources = new HashMap<>();
    private final Map<Path, FileChannel> targets = new HashMap<>();
    private final AtomicLong bytesToWrite = new AtomicLong();

    /** Opens all files, and makes sure that the sources are long enough. */
    static EncodeFiles open(List<Messages.Tensor> tensors) throws IOException {
        EncodeFiles files = new EncodeFiles();
        try {
            for (Messages.Tensor tensor : tensors) {
                files.open(tensor);
            }
            return files;
        } catch (IOException e) {
            files.close();
            throw e;
        }
    }

    private void open(Messages.Tensor tensor) throws IOException {
        FileChannel source = open(sources, tensor.source(), StandardOpenOption.READ);
        checkLength(tensor, source.size());
        for (EncodeTarget target : tensor.targets()) {
            Path file = target.file();
            if (file != null) {
                open(targets, file, StandardOpenOption.WRITE);
                bytesToWrite.addAndGet(tensor.rows() * target.type().rowBytes(tensor.rowElements()));
            }
        }
    }

    private static FileChannel open(Map<Path, FileChannel> channels, Path file, OpenOption access) throws IOException {
        FileChannel channel = channels.get(file);
        if (channel == null) {
            try {
                channel = FileChannel.open(file, access);
            } catch (NoSuchFileException e) {
                throw new IOException(file + " does not exist; name an existing file", e);
            }
            channels.put(file, channel);
        }
        return channel;
    }

    /** Fills {@code buffer} with the unit's rows as they are in the source. */
    void read(EncodeUnit unit, ByteBuffer buffer) throws IOException {
        FileChannel channel = known(sources, unit.tensor().source());
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, unit.sourceOffset() + buffer.position()) < 0) {
                throw new IOException(unit.tensor().source() + " became shorter while tensor "
                        + unit.tensor().name() + " was read; get it again");
            }
        }
    }

    void write(Path file, long offset, ByteBuffer buffer) throws IOException {
        FileChannel channel = known(targets, file);
        int bytes = buffer.remaining();
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer, offset + buffer.position());
            }
        } catch (IOException e) {
            throw explained(file, e);
        }
        bytesToWrite.addAndGet(-bytes);
    }

    /** The system's message does not say how much is missing. */
    private IOException explained(Path file, IOException e) throws IOException {
        long free = Files.getFileStore(file).getUsableSpace();
        long missing = bytesToWrite.get() - free;
        if (missing <= 0) {
            return new IOException(
                    "cannot write " + file + " (" + e.getMessage()
                            + "); check the disk, or name a folder on another one",
                    e);
        }
        return new IOException(
                file.getParent() + ": the disk is full; what is still to be written needs "
                        + (missing + MEBIBYTE - 1) / MEBIBYTE + " MiB more than the " + free / MEBIBYTE
                        + " MiB that are free: free some space or name a folder on another disk",
                e);
    }

    private static FileChannel known(Map<Path, FileChannel> channels, Path file) {
        FileChannel channel = channels.get(file);
        if (channel == null) {
            throw new IllegalStateException(file + " has not been opened");
        }
        return channel;
    }

    private static void checkLength(Messages.Tensor tensor, long fileBytes) throws IOException {
        long bytes = tensor.rows() * tensor.sourceType().rowBytes(tensor.rowElements());
        long end = Math.addExact(tensor.sourceOffset(), bytes);
        if (fileBytes < end) {
            throw new IOException(tensor.source() + " has " + fileBytes + " bytes, but tensor " + tensor.name()
                    + " needs them up to " + end + "; the file is truncated: get it again");
        }
    }

    @Override
    public void close() throws IOException {
        @Nullable IOException failure = null;
        for (Map<Path, FileChannel> channels : List.of(sources, targets)) {
            for (FileChannel channel : channels.values()) {
                try {
                    channel.close();
                } catch (IOException e) {
                    failure = e;
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
