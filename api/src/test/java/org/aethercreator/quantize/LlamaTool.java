package org.aethercreator.quantize;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One of llama.cpp's own programs, built once by {@code src/test/referee/build-llama-tool.sh}. */
public record LlamaTool(String name, String binary) {
    public static LlamaTool build(String name) throws IOException, InterruptedException {
        Path script = Path.of("src/test/referee/build-llama-tool.sh").toAbsolutePath();
        Process process = new ProcessBuilder("sh", script.toString(), name)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String path = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
        if (process.waitFor() != 0) {
            throw new IOException(script + " failed; its messages are above");
        }
        return new LlamaTool(name, path);
    }

    /** Runs it to its end, which must be a good one. */
    public void run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(binary));
        command.addAll(List.of(arguments));
        Path log = Files.createTempFile(name, ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IOException(String.join(" ", command) + " failed:\n" + Files.readString(log));
            }
        } finally {
            process.destroyForcibly();
            Files.delete(log);
        }
    }
}
