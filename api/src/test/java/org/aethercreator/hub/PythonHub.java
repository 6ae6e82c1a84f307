package org.aethercreator.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.aethercreator.storage.CacheFolder;

/** The hub's own Python client, {@code huggingface_hub}, in an environment that is made once, in the cache. */
final class PythonHub {
    private static final String PACKAGE = "huggingface_hub==2.4.0";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path python;
    private final Map<String, String> variables;

    private PythonHub(Path python, Map<String, String> variables) {
        this.python = python;
        this.variables = variables;
    }

    /**
     * Without Python 3.10 the test is skipped, and says so.
     *
     * @param variables its whole environment
     */
    static PythonHub with(Map<String, String> variables) throws IOException, InterruptedException {
        String check = "import sys, venv; sys.exit(sys.version_info < (3, 10))";
        assumeTrue(
                run(Map.of(), List.of("python3", "-c", check)).exitCode() == 0,
                "no Python 3.10 with venv on this machine; install it to compare with " + PACKAGE);
        Path environment = CacheFolder.root().resolve("referee").resolve(PACKAGE.replace("==", "-"));
        Path python = environment.resolve("bin/python");
        Path complete = environment.resolve("complete");
        if (!Files.exists(complete)) {
            Map<String, String> own = System.getenv();
            assertThat(run(own, List.of("python3", "-m", "venv", environment.toString()))
                            .exitCode())
                    .isZero();
            Outcome pip = run(own, List.of(python.toString(), "-m", "pip", "install", "--quiet", PACKAGE));
            assertThat(pip.exitCode()).as(pip.errors()).isZero();
            Files.createFile(complete);
        }
        return new PythonHub(python, variables);
    }

    /** What the script's actions return, each given as its name and its arguments. */
    List<JsonNode> results(List<List<String>> calls) throws IOException, InterruptedException {
        Path script = Path.of("src/test/resources/referee/hub_client.py").toAbsolutePath();
        List<String> command = new ArrayList<>(List.of(python.toString(), script.toString()));
        for (List<String> call : calls) {
            command.add(JSON.writeValueAsString(call));
        }
        Outcome outcome = run(variables, command);
        assertThat(outcome.exitCode()).as(outcome.errors()).isZero();
        List<JsonNode> results = new ArrayList<>();
        for (String line : outcome.output().lines().toList()) {
            results.add(JSON.readTree(line));
        }
        return results;
    }

    /** What one action returns. */
    JsonNode result(String... call) throws IOException, InterruptedException {
        return results(List.of(List.of(call))).get(0);
    }

    private record Outcome(int exitCode, String output, String errors) {}

    private static Outcome run(Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        Path errors = Files.createTempFile("python", ".log");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
            Map<String, String> all = builder.environment();
            String path = all.getOrDefault("PATH", "");
            all.clear();
            all.put("PATH", path);
            all.putAll(environment);
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(process.waitFor(), output, Files.readString(errors));
        } catch (IOException absent) {
            return new Outcome(-1, "", absent.toString());
        } finally {
            Files.delete(errors);
        }
    }
}
