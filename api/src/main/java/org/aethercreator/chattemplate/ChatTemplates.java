package org.aethercreator.chattemplate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.aethercreator.gguf.GgufMetadata;
import org.aethercreator.gguf.GgufVocabulary;

/**
 * The chat templates of a model: mostly one named {@code default}, sometimes others beside it, such as
 * {@code tool_use}.
 *
 * @param sources the templates' texts by name
 * @param specialTokens the texts of {@code bos_token}, {@code eos_token} and such, for the templates that print them
 */
public record ChatTemplates(Map<String, String> sources, Map<String, String> specialTokens) {
    private static final String DEFAULT = "default";
    private static final String TOOL_USE = "tool_use";
    private static final String GGUF_KEY = "tokenizer.chat_template";
    private static final List<String> TOKENS =
            List.of("bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token");
    private static final Map<String, String> GGUF_TOKENS = Map.of(
            "bos_token", "tokenizer.ggml.bos_token_id",
            "eos_token", "tokenizer.ggml.eos_token_id",
            "unk_token", "tokenizer.ggml.unknown_token_id",
            "sep_token", "tokenizer.ggml.seperator_token_id",
            "pad_token", "tokenizer.ggml.padding_token_id");

    public ChatTemplates {
        sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
        specialTokens = Collections.unmodifiableMap(new LinkedHashMap<>(specialTokens));
    }

    /** Those of a GGUF file, whose key for a named template ends with its name. */
    public static ChatTemplates of(GgufMetadata metadata) {
        Map<String, String> sources = new LinkedHashMap<>();
        metadata.string(GGUF_KEY).ifPresent(source -> sources.put(DEFAULT, source));
        metadata.keys().stream().filter(key -> key.startsWith(GGUF_KEY + ".")).forEach(key -> metadata.string(key)
                .ifPresent(source -> sources.put(key.substring(GGUF_KEY.length() + 1), source)));
        GgufVocabulary vocabulary = GgufVocabulary.of(metadata);
        Map<String, String> tokens = new TreeMap<>();
        GGUF_TOKENS.forEach((name, key) -> vocabulary.token(key).ifPresent(token -> tokens.put(name, token)));
        return new ChatTemplates(sources, tokens);
    }

    /**
     * Those of a model's folder as Hugging Face lays it out, where a file of its own wins over one that holds more:
     * {@code chat_template.jinja} and {@code additional_chat_templates/NAME.jinja}, then {@code chat_template.json},
     * then {@code tokenizer_config.json}.
     *
     * @throws IOException if one of these files cannot be read or holds no JSON
     */
    public static ChatTemplates ofFolder(Path folder) throws IOException {
        Map<String, String> sources = new LinkedHashMap<>();
        Map<String, String> tokens = new LinkedHashMap<>();
        JsonNode configuration = json(folder.resolve("tokenizer_config.json"));
        addTemplates(configuration.path("chat_template"), sources);
        addTemplates(json(folder.resolve("chat_template.json")).path("chat_template"), sources);
        Path own = folder.resolve("chat_template.jinja");
        if (Files.exists(own)) {
            sources.put(DEFAULT, Files.readString(own));
        }
        addFiles(folder.resolve("additional_chat_templates"), sources);
        addTokens(json(folder.resolve("special_tokens_map.json")), tokens);
        addTokens(configuration, tokens);
        return new ChatTemplates(sources, tokens);
    }

    private static JsonNode json(Path file) throws IOException {
        if (!Files.exists(file)) {
            return new ObjectMapper().createObjectNode();
        }
        try {
            return new ObjectMapper().readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            throw new IOException(file + " holds no JSON: " + e.getOriginalMessage() + ". Download it again.", e);
        }
    }

    /** One text, or a list of named ones. */
    private static void addTemplates(JsonNode templates, Map<String, String> sources) {
        if (templates.isTextual()) {
            sources.put(DEFAULT, templates.textValue());
        }
        templates.forEach(one -> {
            if (one.path("name").isTextual() && one.path("template").isTextual()) {
                sources.put(one.get("name").textValue(), one.get("template").textValue());
            }
        });
    }

    private static void addFiles(Path folder, Map<String, String> sources) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".jinja")) {
                    sources.put(name.substring(0, name.length() - ".jinja".length()), Files.readString(file));
                }
            }
        }
    }

    /** A token is its text, or an object whose {@code content} is. */
    private static void addTokens(JsonNode json, Map<String, String> tokens) {
        for (String name : TOKENS) {
            JsonNode token = json.path(name);
            JsonNode text = token.isObject() ? token.path("content") : token;
            if (text.isTextual()) {
                tokens.put(name, text.textValue());
            }
        }
    }

    /** The template named {@code default}, or the only one there is. */
    public Optional<ChatTemplate> standard() {
        return standardSource().map(ChatTemplate::parse);
    }

    /** The text of the {@linkplain #standard() standard} template, which may be none that can be read. */
    public Optional<String> standardSource() {
        return sources.containsKey(DEFAULT) || sources.size() != 1
                ? Optional.ofNullable(sources.get(DEFAULT))
                : sources.values().stream().findFirst();
    }

    /** The template that transformers takes for a conversation with tools: {@code tool_use} where there is one. */
    public Optional<ChatTemplate> forTools() {
        Optional<ChatTemplate> own = named(TOOL_USE);
        return own.isPresent() ? own : standard();
    }

    /** The template of a name. */
    public Optional<ChatTemplate> named(String name) {
        return Optional.ofNullable(sources.get(name)).map(ChatTemplate::parse);
    }
}
