package org.aethercreator.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A file that appears under its name only when it is complete: it is written under a temporary name in the same folder,
 * forced to disk and renamed by {@link #commit()}. Closing without a commit deletes what was written, and so does the
 * end of the Java process.
 */
public final class AtomicFile implements AutoCloseable {
    private static final Set<Path> UNFINISHED = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(AtomicFile::deleteUnfinished, "delete-unfinished-files"));
    }

    private final Path target;
    private final Path temporary;
    private boolean committed;

    private AtomicFile(Path target, Path temporary) {
        this.target = target;
        this.temporary = temporary;
    }

    /**
     * Creates the empty temporary file beside {@code target}.
     *
     * @throws NoSuchFileException if the folder does not exist
     * @throws NotDirectoryException if the parent is no folder
     * @throws IOException if the folder cannot be written, or {@code target} is a folder
     */
    public static AtomicFile create(Path target) throws IOException {
        Path absolute = target.toAbsolutePath();
        Path folder = absolute.getParent();
        if (folder == null || Files.isDirectory(absolute)) {
            throw new IOException(target + " is a folder; give the name of a file to write");
        }
        if (!Files.exists(folder)) {
            throw new NoSuchFileException(
                    folder.toString(), null, "the folder does not exist; create it or name another one");
        }
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder + ": not a folder; name a folder to write in");
        }
        if (!Files.isWritable(folder)) {
            throw new IOException(
                    folder + ": no permission to write in this folder; change its permissions or name another one");
        }
        String name = "." + absolute.getFileName() + "."
                + Long.toHexString(ThreadLocalRandom.current().nextLong()) + ".part";
        Path temporary = folder.resolve(name);
        UNFINISHED.add(temporary);
        try {
            return new AtomicFile(absolute, Files.createFile(temporary));
        } catch (IOException e) {
            UNFINISHED.remove(temporary);
            throw e;
        }
    }

    /** Writes {@code content} as the whole of {@code target}. */
    public static void write(Path target, byte[] content) throws IOException {
        try (AtomicFile file = create(target)) {
            Files.write(file.temporary(), content);
            file.commit();
        }
    }

    /** Where to write until the commit. */
    public Path temporary() {
        return temporary;
    }

    /** Forces the written bytes to disk and gives the file its name, replacing what had it. */
    public void commit() throws IOException {
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        }
        committed = true;
        UNFINISHED.remove(temporary);
    }

    @Override
    public void close() throws IOException {
        if (!committed) {
            Files.deleteIfExists(temporary);
            UNFINISHED.remove(temporary);
        }
    }

    private static void deleteUnfinished() {
        for (Path temporary : UNFINISHED) {
            try {
                Files.deleteIfExists(temporary);
            } catch (IOException e) {
                System.getLogger(AtomicFile.class.getName())
                        .log(System.Logger.Level.WARNING, () -> "cannot delete " + temporary, e);
            }
        }
    }
}
