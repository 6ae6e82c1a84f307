package org.aethercreator.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder that appears under its name only when it is complete: it is filled under a temporary name beside it, and
 * renamed by {@link #commit()}. Closing without a commit deletes what was written.
 */
public final class AtomicFolder implements AutoCloseable {
    private static final String TEMPORARY_PREFIX = ".part-";

    private final Path target;
    private final Path temporary;
    private boolean committed;

    private AtomicFolder(Path target, Path temporary) {
        this.target = target;
        this.temporary = temporary;
    }

    /** Creates the empty temporary folder beside {@code target}, whose parents are created if need be. */
    public static AtomicFolder create(Path target) throws IOException {
        Path absolute = target.toAbsolutePath();
        Path parent = Files.createDirectories(absolute.resolveSibling(""));
        return new AtomicFolder(absolute, Files.createTempDirectory(parent, TEMPORARY_PREFIX));
    }

    /** Where to write until the commit. */
    public Path temporary() {
        return temporary;
    }

    /**
     * Gives the folder its name. The name must be free, as only whole files can be replaced at one stroke.
     *
     * @throws IOException if there is such a folder with something in it
     */
    public void commit() throws IOException {
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(temporary, target);
        }
        committed = true;
    }

    /** Deletes what killed processes left beside {@code target}; for use while no other process is at work there. */
    public static void deleteLeftovers(Path target) throws IOException {
        Path parent = target.toAbsolutePath().resolveSibling("");
        if (!Files.isDirectory(parent)) {
            return;
        }
        List<Path> leftovers;
        try (Stream<Path> children = Files.list(parent)) {
            leftovers = children.filter(child -> child.getFileName().toString().startsWith(TEMPORARY_PREFIX))
                    .toList();
        }
        for (Path leftover : leftovers) {
            delete(leftover);
        }
    }

    @Override
    public void close() throws IOException {
        if (!committed) {
            delete(temporary);
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> walk = Files.walk(folder)) {
            deepestFirst = walk.sorted(Comparator.reverseOrder()).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (Path path : deepestFirst) {
            Files.deleteIfExists(path);
        }
    }
}
