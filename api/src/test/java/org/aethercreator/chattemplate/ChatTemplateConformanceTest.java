package org.aethercreator.chattemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Templates that real models ship, with what transformers renders: {@code ../shared/conformance/chattemplate} from the
 * project's root. They belong to their authors, so they are tested where they lie.
 */
class ChatTemplateConformanceTest {
    private static final Path FOLDER = Path.of("../../shared/conformance/chattemplate");
    private static final Clock CLOCK =
            Clock.fixed(LocalDateTime.of(2026, 7, 26, 12, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC);
    private static final Map<String, String> TOKENS =
            Map.of("bos_token", "<s>", "eos_token", "</s>", "pad_token", "<pad>", "unk_token", "<unk>");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TestFactory
    Stream<DynamicTest> rendersAsTransformersDoes() throws IOException {
        assumeTrue(
                Files.isDirectory(FOLDER),
                "not run: the templates of real models are not there, "
                        + FOLDER.toAbsolutePath().normalize());
        JsonNode inputs = JSON.readTree(FOLDER.resolve("inputs.json").toFile());
        List<DynamicTest> tests = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".jinja"))
                    .sorted()
                    .toList()) {
                addCases(tests, file, inputs);
            }
        }
        assertThat(tests).hasSizeGreaterThan(200);
        return tests.stream();
    }

    private static void addCases(List<DynamicTest> tests, Path file, JsonNode inputs) throws IOException {
        String name = file.getFileName().toString().replace(".jinja", "");
        ChatTemplate template = ChatTemplate.parse(Files.readString(file));
        JsonNode expectations = JSON.readTree(FOLDER.resolve(name + ".json").toFile());
        expectations.properties().forEach(expectation -> {
            ChatTemplateInput input = input(inputs.get(expectation.getKey()));
            tests.add(DynamicTest.dynamicTest(
                    name + ": " + expectation.getKey(), () -> check(template, input, expectation.getValue())));
        });
    }

    private static ChatTemplateInput input(JsonNode json) {
        ChatTemplateInput input = ChatTemplateInput.of(json.get("messages"))
                .withTools(json.get("tools"))
                .withAddGenerationPrompt(json.path("add_generation_prompt").asBoolean(true))
                .withVariables(TOKENS)
                .withClock(CLOCK);
        for (var field : json.properties()) {
            boolean variable =
                    !List.of("messages", "tools", "add_generation_prompt").contains(field.getKey());
            input = variable ? input.withVariable(field.getKey(), field.getValue()) : input;
        }
        return input;
    }

    private static void check(ChatTemplate template, ChatTemplateInput input, JsonNode expectation) {
        if (expectation.has("error")) {
            boolean refusal = expectation.get("error").asText().startsWith("TemplateError");
            assertThatThrownBy(() -> template.render(input))
                    .isInstanceOf(refusal ? TemplateRefusalException.class : ChatTemplateException.class);
        } else {
            assertThat(template.render(input)).isEqualTo(expectation.get("text").asText());
        }
    }
}
