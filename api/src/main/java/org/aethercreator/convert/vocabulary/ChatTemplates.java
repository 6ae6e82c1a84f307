package org.aethercreator.convert.vocabulary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.aethercreator.gguf.GgufValue;

/** The chat templates of a folder: one in {@code tokenizer_config.json} or a file, or several with names. */
final class ChatTemplates {
    private static final String DEFAULT = "default";

    private ChatTemplates() {}

    static void addTo(Map<String, GgufValue> entries, Path folder, Consumer<String> warnings) throws IOException {
        ObjectNode config = FolderJson.read(folder, "tokenizer_config.json");
        if (config.isEmpty()) {
            return; // the reference looks for templates only where there is a configuration
        }
        Map<String, String> templates = read(folder, config, warnings);
        List<String> names = new ArrayList<>();
        templates.forEach((name, template) -> {
            if (!name.equals(DEFAULT)) {
                names.add(name);
                put(entries, "tokenizer.chat_template." + name, template);
            }
        });
        if (!names.isEmpty()) {
            entries.put("tokenizer.chat_templates", GgufValue.strings(names));
        }
        put(entries, "tokenizer.chat_template", templates.getOrDefault(DEFAULT, ""));
    }

    private static Map<String, String> read(Path folder, ObjectNode config, Consumer<String> warnings)
            throws IOException {
        if (config.has("chat_template")) {
            return named(config.path("chat_template"), "tokenizer_config.json", warnings);
        }
        Path file = folder.resolve("chat_template.jinja");
        if (Files.isRegularFile(file)) {
            Map<String, String> templates = new LinkedHashMap<>();
            templates.put(DEFAULT, text(file));
            for (Path additional : additional(folder)) {
                String name = additional.getFileName().toString();
                templates.put(filter(name.substring(0, name.length() - ".jinja".length())), text(additional));
            }
            return templates;
        }
        return named(
                FolderJson.read(folder, "chat_template.json").path("chat_template"), "chat_template.json", warnings);
    }

    private static Map<String, String> named(JsonNode node, String file, Consumer<String> warnings) {
        Map<String, String> templates = new LinkedHashMap<>();
        if (node.isTextual()) {
            templates.put(DEFAULT, node.textValue());
        } else if (node.isArray()) {
            for (JsonNode choice : node) {
                String name = filter(choice.path("name").asText(""));
                if (!name.isEmpty() && choice.path("template").isTextual()) {
                    templates.put(name, choice.path("template").textValue());
                }
            }
        } else if (!node.isMissingNode() && !node.isNull()) {
            warnings.accept("The chat template in " + file + " is left out: it is neither a text nor a list.");
        }
        return templates;
    }

    /** In a fixed order, unlike the reference's. */
    private static List<Path> additional(Path folder) throws IOException {
        Path templates = folder.resolve("additional_chat_templates");
        if (!Files.isDirectory(templates)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(templates)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".jinja"))
                    .sorted()
                    .toList();
        }
    }

    /** As Python reads a text: every kind of line end becomes one. */
    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8)
                .replace("\r\n", "\n")
                .replace('\r', '\n');
    }

    private static String filter(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "_");
    }

    private static void put(Map<String, GgufValue> entries, String key, String template) {
        if (!template.isEmpty()) {
            entries.put(key, GgufValue.string(template));
        }
    }
}
