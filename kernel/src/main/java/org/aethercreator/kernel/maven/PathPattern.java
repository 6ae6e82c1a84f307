package org.aethercreator.kernel.maven;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.stream.Stream;
import org.aethercreator.kernel.magic.MagicException;

/** A path with wildcards, as shells have them. */
final class PathPattern {
    private PathPattern() {}

    /**
     * The files and folders that match, in the order of their names.
     *
     * @throws MagicException if there are none
     */
    static List<Path> find(Path workingFolder, String pattern) throws IOException {
        int wildcard = firstWildcard(pattern);
        if (wildcard < 0) {
            Path path = workingFolder.resolve(pattern).normalize();
            if (!Files.exists(path)) {
                throw new MagicException("There is no file or folder " + path + ".");
            }
            return List.of(path);
        }
        String parent = pattern.substring(0, pattern.lastIndexOf('/', wildcard) + 1);
        Path start = workingFolder.resolve(parent).normalize();
        if (!Files.isDirectory(start)) {
            throw new MagicException("There is no folder " + start + " in which to look for " + pattern + ".");
        }
        String below = pattern.substring(parent.length());
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + below);
        int depth = below.contains("**") ? Integer.MAX_VALUE : below.split("/").length;
        try (Stream<Path> walk = Files.walk(start, depth)) {
            List<Path> found = walk.filter(path -> !path.equals(start) && matcher.matches(start.relativize(path)))
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                throw new MagicException("Nothing matches " + pattern + " in " + workingFolder + ".");
            }
            return found;
        }
    }

    private static int firstWildcard(String pattern) {
        for (int i = 0; i < pattern.length(); i++) {
            if ("*?[{".indexOf(pattern.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }
}
