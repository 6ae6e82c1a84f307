package org.aethercreator.chattemplate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.aethercreator.storage.CacheFolder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hundreds of small templates, each with what Python's Jinja2 makes of it in the environment of transformers; null is
 * an error. {@code referee/jinja_grammar.py} made the expectations.
 */
class GrammarTest {
    private static final String JINJA = "jinja2==3.1.6";
    private static final Clock CLOCK =
            Clock.fixed(LocalDateTime.of(2026, 7, 5, 9, 3, 7, 42_000).toInstant(ZoneOffset.UTC), ZoneOffset.UTC);

    @Test
    void everyTemplateGivesWhatPythonGives() throws Exception {
        JsonNode grammar = new ObjectMapper()
                .readTree(resource("chattemplate/grammar.json").toFile());
        ChatTemplateInput input = ChatTemplateInput.of(List.of()).withClock(CLOCK);
        for (var variable : grammar.get("variables").properties()) {
            input = input.withVariable(variable.getKey(), variable.getValue());
        }
        List<String> wrong = new ArrayList<>();
        for (JsonNode grammarCase : grammar.get("cases")) {
            String template = grammarCase.get(0).textValue();
            String expected = grammarCase.get(1).textValue();
            String rendered = renderOrNull(template, input);
            if (!Objects.equals(rendered, expected)) {
                wrong.add(template + "\n  expected " + expected + "\n  rendered " + rendered);
            }
        }
        assertThat(grammar.get("cases").size()).isGreaterThan(850);
        assertThat(wrong).isEmpty();
    }

    private static String renderOrNull(String template, ChatTemplateInput input) {
        try {
            return ChatTemplate.parse(template).render(input);
        } catch (ChatTemplateException e) {
            return null;
        }
    }

    @Test
    @Tag("referee")
    void theExpectationsAreThoseOfPythonsJinja(@TempDir Path folder) throws Exception {
        Path grammar = resource("chattemplate/grammar.json");
        Path output = folder.resolve("rendered.json");
        Path python = python();
        run(output, python.toString(), resource("referee/jinja_grammar.py").toString(), grammar.toString());
        JsonNode rendered = new ObjectMapper().readTree(output.toFile());
        JsonNode cases = new ObjectMapper().readTree(grammar.toFile()).get("cases");
        assertThat(rendered.size()).isEqualTo(cases.size());
        for (int i = 0; i < cases.size(); i++) {
            assertThat(cases.get(i).get(1).textValue())
                    .as(cases.get(i).get(0).textValue())
                    .isEqualTo(rendered.get(i).textValue());
        }
    }

    /** The Python of an environment with Jinja2, made once. */
    private static Path python() throws IOException, InterruptedException {
        Path environment = CacheFolder.root().resolve("referee").resolve(JINJA.replace("==", "-"));
        Path python = environment.resolve("bin/python");
        Path complete = environment.resolve("complete");
        if (!Files.exists(complete)) {
            Files.createDirectories(environment);
            Path log = environment.resolve("install.log");
            run(log, "python3", "-m", "venv", environment.toString());
            run(log, python.toString(), "-m", "pip", "install", "--quiet", JINJA);
            Files.createFile(complete);
        }
        return python;
    }

    private static void run(Path output, String... command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command).redirectOutput(output.toFile()).start();
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s: %s", List.of(command), errors).isZero();
    }

    private static Path resource(String name) {
        return Path.of("src/test/resources").resolve(name).toAbsolutePath();
    }
}
