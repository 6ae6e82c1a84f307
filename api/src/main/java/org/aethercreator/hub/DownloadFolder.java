package org.aethercreator.hub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A temporary folder that another program writes to meanwhile. */
final class DownloadFolder {
    private DownloadFolder() {}

    /** Bytes in the files below {@code folder}; files that vanish while it counts do not count. */
    static long sizeBytes(Path folder) throws IOException {
        long sum = 0;
        for (Path path : paths(folder)) {
            try {
                sum += Files.isRegularFile(path) ? Files.size(path) : 0;
            } catch (NoSuchFileException e) {
                // gone meanwhile: it does not count
            }
        }
        return sum;
    }

    /** Deletes {@code folder} with all that is in it. */
    static void delete(Path folder) throws IOException {
        List<Path> deepestFirst =
                paths(folder).stream().sorted(Comparator.reverseOrder()).toList();
        for (Path path : deepestFirst) {
            Files.deleteIfExists(path);
        }
    }

    private static List<Path> paths(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.toList();
        } catch (UncheckedIOException e) {
            return List.of();
        }
    }
}
