package org.aethercreator.hub;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Keeps others from downloading the same content: threads and processes with this library. Where the operating system
 * has two kinds of locks, as Linux has, {@code huggingface_hub} takes the other kind; therefore both write to files of
 * their own, and the lock only saves work.
 */
final class ContentLock implements AutoCloseable {
    private static final long POLL_NANOS = 100_000_000;

    private final FileChannel channel;

    private ContentLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Waits until it is free. */
    static ContentLock acquire(Path file) throws IOException, InterruptedException {
        while (true) {
            Optional<ContentLock> lock = tryAcquire(file);
            if (lock.isPresent()) {
                return lock.get();
            }
            LockSupport.parkNanos(POLL_NANOS);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    /** Empty if another holds it. */
    static Optional<ContentLock> tryAcquire(Path file) throws IOException {
        Files.createDirectories(file.resolveSibling(""));
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean held = false;
        try {
            held = isHeld(file, channel);
        } finally {
            if (!held) {
                channel.close();
            }
        }
        return held ? Optional.of(new ContentLock(channel)) : Optional.empty();
    }

    private static boolean isHeld(Path file, FileChannel channel) throws IOException {
        try {
            @Nullable FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        } catch (ClosedChannelException interrupted) {
            throw interrupted;
        } catch (IOException e) {
            throw new IOException(
                    "The disk of " + file + " knows no file locks (" + e.getMessage()
                            + "), so that downloads could mix. Keep the cache on another disk with HF_HUB_CACHE.",
                    e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
