package org.aethercreator.modelfile.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.aethercreator.modelfile.template.GoTemplate.Capability;
import org.aethercreator.modelfile.template.TemplateValues.Message;
import org.aethercreator.modelfile.template.TemplateValues.Tool;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case of {@code conformance/template}: what Ollama 0.33's own template package makes of a text. */
class GoTemplateConformanceTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<Case> cases() throws IOException, URISyntaxException {
        Path folder =
                Path.of(Objects.requireNonNull(GoTemplateConformanceTest.class.getResource("/conformance/template"))
                        .toURI());
        Map<String, TemplateValues> values = new TreeMap<>();
        List<Case> cases = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                String name = file.getFileName().toString().replace(".json", "");
                JsonNode json = JSON.readTree(file.toFile());
                if (name.startsWith("values-")) {
                    values.put(name.substring("values-".length()), values(json));
                } else {
                    String template = Files.readString(file.resolveSibling(name + ".gotmpl"));
                    cases.add(new Case(name, template, json, values));
                }
            }
        }
        assertThat(cases).hasSizeGreaterThan(20);
        assertThat(values).hasSizeGreaterThan(5);
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void templateIsJudgedAsOllamaDoes(Case example) {
        Map<String, String> expected = new TreeMap<>();
        for (String field : List.of("error", "mode", "vars", "response_appended", "capabilities")) {
            if (example.verdict().has(field)) {
                expected.put(field, shown(example.verdict().get(field)));
            }
        }
        Map<String, String> found = new TreeMap<>();
        try {
            GoTemplate template = GoTemplate.parse(example.template());
            found.put("mode", template.mode().name().toLowerCase(Locale.ROOT));
            found.put("vars", template.variables().toString());
            found.put("response_appended", String.valueOf(template.responseAppended()));
            found.put(
                    "capabilities",
                    template.capabilities().stream()
                            .map(Capability::key)
                            .toList()
                            .toString());
        } catch (GoTemplateException e) {
            assertThat(e).hasMessageStartingWith(e.goMessage());
            found.put("error", e.goMessage());
        }
        assertThat(found).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void templateRendersAsOllamaDoes(Case example) {
        if (!example.verdict().path("ok").asBoolean()) {
            return;
        }
        GoTemplate template = GoTemplate.parse(example.template());
        assertThat(example.verdict().path("render").properties())
                .hasSameSizeAs(example.values().entrySet());
        example.verdict().path("render").properties().forEach(rendering -> {
            JsonNode expected = rendering.getValue();
            TemplateValues values = Objects.requireNonNull(example.values().get(rendering.getKey()));
            assertThat(rendered(template, values))
                    .as(rendering.getKey())
                    .isEqualTo(
                            expected.has("execute_error")
                                    ? expected.path("execute_error").asText()
                                    : expected.path("rendered").asText());
        });
    }

    private static String rendered(GoTemplate template, TemplateValues values) {
        try {
            return template.render(values);
        } catch (GoTemplateException e) {
            return e.goMessage();
        }
    }

    private static String shown(JsonNode value) {
        return value.isArray()
                ? StreamSupport.stream(value.spliterator(), false)
                        .map(JsonNode::asText)
                        .toList()
                        .toString()
                : value.asText();
    }

    static TemplateValues values(JsonNode json) {
        List<Message> messages = new ArrayList<>();
        json.path("messages").forEach(message -> messages.add(Message.ofJson(message.toString())));
        List<Tool> tools = new ArrayList<>();
        json.path("tools").forEach(tool -> tools.add(Tool.ofJson(tool.toString())));
        TemplateValues values = new TemplateValues(
                messages,
                tools,
                json.path("prompt").asText(),
                json.path("suffix").asText(),
                null,
                json.path("thinkLevel").asText(),
                Clock.fixed(Instant.parse("2026-02-03T04:05:06Z"), ZoneOffset.UTC));
        return json.path("isThinkSet").asBoolean()
                ? values.withThink(
                        json.path("think").asBoolean(), json.path("thinkLevel").asText())
                : values;
    }

    record Case(String name, String template, JsonNode verdict, Map<String, TemplateValues> values) {
        @Override
        public String toString() {
            return name + ": " + verdict.path("note").asText();
        }
    }
}
