package org.aethercreator.modelfile.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.aethercreator.GoReferee;
import org.aethercreator.modelfile.template.GoTemplate.Capability;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Thousands of generated templates, judged and rendered by Ollama's own package: that of 0.17.4, the newest on the Go
 * module proxy. Two things came later and are left out: a tool prints itself as JSON, and a property knows which of its
 * own properties are required. The addresses that Go prints of pointers are no texts to compare.
 */
@Tag("referee")
class GoTemplateRefereeTest {
    private static final int TEMPLATES = 10_000;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ADDRESS = "0[xX][0-9a-fA-F]{9,12}";

    @TempDir
    static Path folder;

    @Test
    void generatedTemplatesMeanTheSameToOllama() throws IOException, InterruptedException {
        ArrayNode values;
        try (InputStream in = resource("values.json")) {
            values = (ArrayNode) JSON.readTree(in);
        }
        List<String> templates = new ArrayList<>();
        RandomTemplates random = new RandomTemplates(new Random(33));
        for (int i = 0; i < TEMPLATES; i++) {
            templates.add(random.template());
        }
        List<JsonNode> verdicts = judge(templates, values);
        int rendered = 0;
        for (int i = 0; i < templates.size(); i++) {
            String template = templates.get(i);
            JsonNode verdict = verdicts.get(i);
            assertThat(ours(template, values)).as(template).isEqualTo(theirs(verdict));
            for (JsonNode rendering : verdict.path("renderings")) {
                rendered += rendering.asText().startsWith("error: ") ? 0 : 1;
            }
        }
        assertThat(rendered).as("renderings without an error").isGreaterThan(TEMPLATES / 2);
    }

    private static List<String> theirs(JsonNode verdict) {
        List<String> all = new ArrayList<>();
        all.add("error " + verdict.path("error").asText());
        verdict.path("vars").forEach(name -> all.add("variable " + name.asText()));
        verdict.path("capabilities").forEach(name -> all.add("capability " + name.asText()));
        verdict.path("renderings").forEach(text -> all.add(comparable(text.asText())));
        return all;
    }

    private static List<String> ours(String text, ArrayNode values) {
        List<String> all = new ArrayList<>();
        GoTemplate template;
        try {
            template = GoTemplate.parse(text);
        } catch (GoTemplateException e) {
            return List.of("error " + e.goMessage());
        }
        all.add("error ");
        template.variables().forEach(name -> all.add("variable " + name));
        template.capabilities().stream().map(Capability::key).forEach(key -> all.add("capability " + key));
        for (JsonNode value : values) {
            try {
                all.add(comparable(template.render(GoTemplateConformanceTest.values(value))));
            } catch (GoTemplateException e) {
                all.add(comparable("error: " + e.goMessage()));
            }
        }
        return all;
    }

    private static String comparable(String text) {
        return text.replaceAll(ADDRESS, "(address)");
    }

    private static List<JsonNode> judge(List<String> templates, ArrayNode values)
            throws IOException, InterruptedException {
        List<JsonNode> verdicts = GoReferee.build("ollama-template", folder).judge(out -> {
            for (String template : templates) {
                out.write(JSON.writeValueAsBytes(
                        JSON.createObjectNode().put("template", template).set("values", values)));
                out.write('\n');
            }
        });
        assertThat(verdicts).hasSameSizeAs(templates);
        return verdicts;
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(
                GoTemplateRefereeTest.class.getResourceAsStream("/referee/ollama-template/" + name));
    }
}
