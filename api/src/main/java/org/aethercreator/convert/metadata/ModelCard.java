package org.aethercreator.convert.metadata;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The front matter of a {@code README.md}: YAML between two lines of three hyphens. */
final class ModelCard {
    private static final long MAX_BYTES = 16L << 20;
    private static final Pattern LINE_ENDS = Pattern.compile("\r\n|[\n\r\u000b\f\u001c-\u001e\u0085\u2028\u2029]");

    /** Norwegian is {@code no}, and that is a text. */
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
            .build();

    private ModelCard() {}

    /** What it says; an empty object if there is none, or if it is broken, of which a warning is given. */
    static ObjectNode read(Path folder, Consumer<String> warnings) throws IOException {
        ObjectNode none = JsonNodeFactory.instance.objectNode();
        Path file = folder.resolve("README.md");
        if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
            return none;
        }
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        try {
            JsonNode card = YAML.readTree(frontMatter(text));
            if (card instanceof ObjectNode object) {
                return object;
            }
            if (!card.isMissingNode() && !card.isNull()) {
                warnings.accept(file + " is passed over: its front matter holds no keys and values.");
            }
        } catch (JsonProcessingException e) {
            warnings.accept(file + " is passed over: its front matter is no YAML: " + e.getOriginalMessage());
        }
        return none;
    }

    private static String frontMatter(String text) {
        String[] lines = LINE_ENDS.split(text, -1);
        if (!lines[0].equals("---")) {
            return "";
        }
        List<String> yaml = new ArrayList<>();
        for (int i = 1; i < lines.length && !lines[i].equals("---"); i++) {
            yaml.add(lines[i]);
        }
        return String.join("\n", yaml).replace("\t", "  "); // some cards have tabs, which YAML does not
    }
}
