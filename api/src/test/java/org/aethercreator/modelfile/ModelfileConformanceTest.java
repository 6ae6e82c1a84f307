package org.aethercreator.modelfile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every case of {@code conformance/modelfile}: what Ollama 0.33's own parser and {@code ollama create} say of a text.
 */
class ModelfileConformanceTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Files that the create verdicts are about; of their content only the kind matters. */
    private static final List<String> MODEL_FILES =
            List.of("model.gguf", "mmproj.gguf", "lora.gguf", "with space/my model.gguf", "st/model.safetensors");

    private static final List<String> TEXT_FILES = List.of("st/config.json", "lora/adapter_config.json");

    @TempDir
    static Path folder;

    @BeforeAll
    static void modelFilesLieBesideTheModelfile() throws IOException {
        for (String name : MODEL_FILES) {
            write(name, "GGUF\u0003\u0000\u0000\u0000" + name);
        }
        for (String name : TEXT_FILES) {
            write(name, "{}");
        }
        write("lora/adapter_model.safetensors", "\u0008\u0000\u0000\u0000\u0000\u0000\u0000\u0000{}");
    }

    static Stream<Case> cases() throws IOException, URISyntaxException {
        URL resources = Objects.requireNonNull(ModelfileConformanceTest.class.getResource("/conformance/modelfile"));
        List<Case> cases = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of(resources.toURI()))) {
            for (Path file : files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                String number = file.getFileName().toString().replace(".json", "");
                cases.add(new Case(number, file.resolveSibling(number + ".modelfile"), JSON.readTree(file.toFile())));
            }
        }
        assertThat(cases).hasSizeGreaterThan(100);
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void parserAgreesWithOllama(Case example) throws IOException {
        if (!example.verdict().path("ok").asBoolean()) {
            assertThat(problem(example))
                    .isEqualTo(example.verdict().path("error").path("message").asText());
            return;
        }
        List<String> commands = new ArrayList<>();
        example.verdict()
                .path("commands")
                .forEach(command -> commands.add(command.path("name").asText() + "="
                        + command.path("args").asText()));
        assertThat(Modelfile.read(example.file()).instructions())
                .extracting(instruction -> instruction.name() + "=" + instruction.argument())
                .isEqualTo(commands);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatIsWrittenReadsBack(Case example) throws IOException {
        if (example.verdict().path("ok").asBoolean()) {
            Modelfile modelfile = Modelfile.read(example.file());
            assertThat(Modelfile.parse(modelfile.text())).isEqualTo(modelfile);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void createRequestAgreesWithOllama(Case example) throws IOException {
        JsonNode verdict = example.verdict().path("create");
        if (verdict.isMissingNode()) {
            return;
        }
        Modelfile modelfile = Modelfile.read(example.file());
        if (!verdict.path("ok").asBoolean()) {
            assertThat(refusal(modelfile))
                    .isEqualTo(verdict.path("error").asText().replace("$DIR", folder.toString()));
            return;
        }
        CreateRequest request = modelfile.createRequest(folder);
        assertThat(json(request)).isEqualTo(normalized(verdict.path("request")));
        assertThat(String.join("\n", request.warnings()))
                .isEqualTo(verdict.path("stdout").asText().strip());
    }

    private static String problem(Case example) throws IOException {
        try {
            return "parsed as " + Modelfile.read(example.file());
        } catch (ModelfileFormatException e) {
            assertThat(e).hasMessageStartingWith(e.ollamaMessage());
            return e.ollamaMessage();
        }
    }

    private static String refusal(Modelfile modelfile) throws IOException {
        try {
            return "created " + modelfile.createRequest(folder);
        } catch (ModelfileFormatException e) {
            return e.ollamaMessage();
        }
    }

    private static Map<String, Object> json(CreateRequest request) {
        Map<String, Object> json = new TreeMap<>();
        put(json, "from", request.from());
        put(json, "template", request.template());
        put(json, "system", request.system());
        put(json, "renderer", request.renderer());
        put(json, "parser", request.parser());
        put(json, "requires", request.requires());
        put(json, "license", request.licenses());
        put(json, "files", names(request.files()));
        put(json, "adapters", names(request.adapters()));
        put(json, "draft_files", names(request.draftFiles()));
        put(
                json,
                "messages",
                request.messages().stream()
                        .map(message -> message.role() + ": " + message.content())
                        .toList());
        request.parameters().forEach((name, value) -> json.put("parameter " + name, value.toString()));
        return json;
    }

    private static Map<String, Object> normalized(JsonNode request) {
        Map<String, Object> json = new TreeMap<>();
        for (String text : List.of("from", "template", "system", "renderer", "parser", "requires")) {
            put(json, text, request.path(text).asText());
        }
        put(
                json,
                "license",
                elements(request.path("license")).map(JsonNode::asText).toList());
        for (String files : List.of("files", "adapters", "draft_files")) {
            List<String> names = new ArrayList<>();
            request.path(files).fieldNames().forEachRemaining(names::add);
            put(json, files, names.stream().sorted().toList());
        }
        put(
                json,
                "messages",
                elements(request.path("messages"))
                        .map(message -> message.path("role").asText() + ": "
                                + message.path("content").asText())
                        .toList());
        request.path("parameters").properties().forEach(parameter -> {
            JsonNode value = parameter.getValue();
            Object typed = value.isArray()
                    ? elements(value).map(JsonNode::asText).toList()
                    : ModelParameter.find(parameter.getKey())
                            .orElseThrow()
                            .type()
                            .parse(value.asText());
            json.put("parameter " + parameter.getKey(), typed.toString());
        });
        return json;
    }

    private static void put(Map<String, Object> json, String name, Object value) {
        if (!value.equals("") && !value.equals(List.of())) {
            json.put(name, value);
        }
    }

    private static List<String> names(List<Path> files) {
        return files.stream()
                .map(file -> file.toString().replace(folder.toString(), "$DIR"))
                .sorted()
                .toList();
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static void write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content, StandardCharsets.ISO_8859_1);
    }

    record Case(String number, Path file, JsonNode verdict) {
        @Override
        public String toString() {
            return number + ": " + verdict.path("note").asText();
        }
    }
}
