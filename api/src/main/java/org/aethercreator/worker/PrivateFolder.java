package org.aethercreator.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A temporary folder that only this user may look into, for a worker's socket and whatever its libraries leave. */
final class PrivateFolder {
    /** Shortest limit of the systems we run on (macOS: 104 bytes with the closing zero). */
    private static final int LONGEST_SOCKET_PATH_BYTES = 103;

    private static final int RANDOM_AND_NAME_BYTES = 24;

    private PrivateFolder() {}

    static Path create() throws IOException {
        Path parent = Path.of(System.getProperty("java.io.tmpdir"));
        Path shortParent = Path.of("/tmp");
        String prefix = "aethercreator-worker-" + ProcessHandle.current().pid() + "-";
        int socketPathBytes = parent.toAbsolutePath().toString().length() + prefix.length() + RANDOM_AND_NAME_BYTES;
        if (socketPathBytes > LONGEST_SOCKET_PATH_BYTES && Files.isWritable(shortParent)) {
            parent = shortParent;
        }
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            return Files.createTempDirectory(parent, prefix);
        }
        return Files.createTempDirectory(
                parent, prefix, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    /** Where the worker's socket is. */
    static UnixDomainSocketAddress socketIn(Path folder) {
        return UnixDomainSocketAddress.of(folder.resolve("s"));
    }

    /** Deletes the folder and what is in it; both processes may try at once, so what is gone already is no error. */
    static void delete(Path folder) {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(folder)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        } catch (IOException | UncheckedIOException e) {
            return; // gone
        }
        for (Path path : paths) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                System.getLogger(PrivateFolder.class.getName())
                        .log(System.Logger.Level.DEBUG, () -> "cannot delete " + path, e);
            }
        }
    }
}
