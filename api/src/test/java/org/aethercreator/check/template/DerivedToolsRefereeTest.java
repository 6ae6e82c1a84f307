package org.aethercreator.check.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.aethercreator.GoReferee;
import org.aethercreator.chattemplate.ChatTemplate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ollama finds the calls of tools in what a model answers, by the shape of its TEMPLATE. */
@Tag("referee")
class DerivedToolsRefereeTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String OFFERED = "{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"tools\":["
            + "{\"type\":\"function\",\"function\":{\"name\":\"get_weather\",\"description\":\"\",\"parameters\":"
            + "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}}}]}";

    @TempDir
    private static Path folder;

    @Test
    void callsAreFoundByTheDerivedTemplate() throws IOException, InterruptedException {
        ChatTemplate own = TemplateDerivationTest.WITH_TOOLS;
        String derived = TemplateDerivation.of(own, SpecialTokens.none())
                .proven()
                .orElseThrow()
                .text();
        List<JsonNode> verdicts = judge(
                derived,
                "Let me look.\n<tool_call>{\"name\": \"get_weather\", \"arguments\": {\"city\": \"Z\"}}</tool_call>",
                "I call nothing.");
        assertThat(verdicts).allSatisfy(verdict -> {
            assertThat(verdict.path("error").asText()).isEmpty();
            assertThat(verdict.path("capabilities")).map(JsonNode::asText).containsExactly("tools", "thinking");
        });
        assertThat(verdicts.get(0).path("called")).map(JsonNode::asText).containsExactly("get_weather");
        assertThat(verdicts.get(0).path("said").asText()).isEqualTo("Let me look.\n");
        assertThat(verdicts.get(1).path("called")).isEmpty();
    }

    private static List<JsonNode> judge(String template, String... answers) throws IOException, InterruptedException {
        List<JsonNode> verdicts = GoReferee.build("ollama-template", folder).judge(out -> {
            for (String answer : answers) {
                out.write(JSON.writeValueAsBytes(JSON.createObjectNode()
                        .put("template", template)
                        .put("answer", answer)
                        .set("values", JSON.createArrayNode().add(JSON.readTree(OFFERED)))));
                out.write('\n');
            }
        });
        assertThat(verdicts).hasSameSizeAs(answers);
        return verdicts;
    }
}
