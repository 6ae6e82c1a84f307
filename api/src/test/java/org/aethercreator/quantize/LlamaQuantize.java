package org.aethercreator.quantize;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** llama.cpp's own llama-quantize, built once by {@code src/test/referee/build-llama-quantize.sh}. */
final class LlamaQuantize {
    private final String binary;

    private LlamaQuantize(String binary) {
        this.binary = binary;
    }

    static LlamaQuantize build() throws IOException, InterruptedException {
        Path script = Path.of("src/test/referee/build-llama-quantize.sh").toAbsolutePath();
        Process process = new ProcessBuilder("sh", script.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String path =
                new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).trim();
        if (process.waitFor() != 0) {
            throw new IOException(script + " failed; its messages are above");
        }
        return new LlamaQuantize(path);
    }

    /** Quantizes with two threads; also what is quantized already. */
    void quantize(Path source, Path target, QuantizationType type, String... options)
            throws IOException, InterruptedException {
        Path log = Files.createTempFile("llama-quantize", ".log");
        List<String> command = new ArrayList<>(List.of(binary, "--allow-requantize"));
        command.addAll(List.of(options));
        command.addAll(List.of(source.toString(), target.toString(), type.name(), "2"));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IOException("llama-quantize to " + type + " failed:\n" + Files.readString(log));
            }
        } finally {
            process.destroyForcibly();
            Files.delete(log);
        }
    }
}
