package org.aethercreator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A small Go program around Ollama's own code, among the resources under {@code referee}: it reads cases from its
 * standard input and answers each with a line of JSON.
 */
public final class GoReferee {
    private final Path program;

    private GoReferee(Path program) {
        this.program = program;
    }

    /** Writes all cases. */
    @FunctionalInterface
    public interface Cases {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Builds it in {@code folder}; without Go the test is skipped, and says so. */
    public static GoReferee build(String name, Path folder) throws IOException, InterruptedException {
        assumeTrue(isGoThere(), "no Go on this machine; install golang to compare with Ollama's own code");
        Path sources = Files.createDirectory(folder.resolve("referee"));
        for (String file : List.of("go.mod", "go.sum", "main.go")) {
            try (InputStream in = Objects.requireNonNull(
                    GoReferee.class.getResourceAsStream("/referee/" + name + "/" + file), file)) {
                Files.copy(in, sources.resolve(file));
            }
        }
        Process build = new ProcessBuilder("go", "build", "-o", "judge", ".")
                .directory(sources.toFile())
                .inheritIO()
                .start();
        assertThat(build.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(build.exitValue()).isZero();
        return new GoReferee(sources.resolve("judge"));
    }

    private static boolean isGoThere() throws InterruptedException {
        try {
            return new ProcessBuilder("go", "version").start().waitFor() == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    /** Its verdicts, in the order of the cases. */
    public List<JsonNode> judge(Cases cases, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Thread writer = new Thread(() -> {
            try (OutputStream out = process.getOutputStream()) {
                cases.writeTo(out);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        writer.start();
        List<JsonNode> verdicts = new ArrayList<>();
        ObjectMapper json = new ObjectMapper();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                verdicts.add(json.readTree(line));
            }
        }
        writer.join();
        assertThat(process.waitFor()).isZero();
        return verdicts;
    }
}
