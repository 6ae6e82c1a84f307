package org.aethercreator.llamacpp.pack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.aethercreator.progress.Progress;
import org.aethercreator.progress.ProgressStage;
import org.aethercreator.progress.ProgressUnit;

/**
 * A version of a package of npm's registry that we know by the hash of its tarball.
 *
 * @param integrity as npm writes it: {@code sha512-} and the hash in Base64
 */
record NpmPackage(String name, String version, String integrity) {
    private static final long POLL_MILLIS = 200;

    /** As npm takes it. */
    String specification() {
        return name + "@" + version;
    }

    /**
     * Gets the tarball through the npm of this machine, so that the registry, mirror, proxy and cache set up for it are
     * used. If this thread is interrupted, npm is ended.
     *
     * @param npm the command of npm and its first arguments
     * @param folder an empty folder, where the tarball and npm's output are put
     * @return the tarball, not checked yet
     */
    Path download(List<String> npm, Path folder, Progress progress) throws IOException, InterruptedException {
        Path log = folder.resolve("npm.log");
        ProcessBuilder builder = new ProcessBuilder(
                        Stream.concat(npm.stream(), Stream.of("pack", specification(), "--json", "--ignore-scripts"))
                                .toList())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        Process process = start(builder);
        ProgressStage stage = progress.stage("download " + specification(), 0, ProgressUnit.BYTES);
        try {
            while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                stage.to(downloadedBytes(folder), "npm");
            }
        } finally {
            process.descendants()
                    .forEach(ProcessHandle::destroyForcibly); // on Windows npm is a script that starts node
            process.destroyForcibly();
        }
        try (Stream<Path> files = Files.list(folder)) {
            Path tarball = files.filter(file -> process.exitValue() == 0
                            && file.getFileName().toString().endsWith(".tgz"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("npm could not download " + specification() + ": " + said(log)
                            + " Check the network, and npm's registry and proxy settings; or " + offline()));
            stage.to(Files.size(tarball), "npm");
            return tarball;
        }
    }

    private Process start(ProcessBuilder builder) throws IOException {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new IOException(
                    "npm was not found, which native packs are fetched with. Install it (Debian, Ubuntu: apt install "
                            + "npm; Fedora: dnf install nodejs-npm; Homebrew: brew install node; Windows: winget install "
                            + "OpenJS.NodeJS); or " + offline(),
                    e);
        }
    }

    private String offline() {
        return "run \"npm pack " + specification()
                + "\" on another machine, and here \"%llama install --from FILE.tgz\" "
                + "with the file that it makes.";
    }

    private static long downloadedBytes(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".tgz"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private static String said(Path log) {
        try {
            String said = Files.readString(log).strip();
            return said.isEmpty() ? "it gave no reason." : said;
        } catch (IOException e) {
            return "what it said cannot be read (" + e.getMessage() + ").";
        }
    }
}
