package org.aethercreator.convert.vocabulary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.aethercreator.gguf.GgufValue;
import org.aethercreator.tokenizer.AddedToken;
import org.aethercreator.tokenizer.TokenizerFile;
import org.jspecify.annotations.Nullable;

/**
 * The ids of the tokens that begin a text, end it and so on, and whether they are added to one. Found as
 * {@code SpecialVocab} in llama.cpp's {@code gguf/vocab.py} does, order included.
 */
final class SpecialTokens {
    private static final List<String> USUAL = List.of("bos", "eos", "unk", "sep", "pad", "cls", "mask");

    /** GGUF has no key for {@code cls}. */
    private static final Map<String, String> ID_KEYS = Map.of(
            "bos", "bos_token_id",
            "eos", "eos_token_id",
            "unk", "unknown_token_id",
            "sep", "seperator_token_id", // spelled so in GGUF
            "pad", "padding_token_id",
            "mask", "mask_token_id",
            "eot", "eot_token_id",
            "eom", "eom_token_id");

    private static final List<String> ADDABLE = List.of("bos", "eos", "sep");

    private final Path folder;
    private final List<String> types;
    private final OptionalInt size;
    private final Consumer<String> warnings;
    private final Map<String, Long> ids = new LinkedHashMap<>();
    private final Map<String, Boolean> adds = new LinkedHashMap<>();
    private final Normalizing normalizing = new Normalizing();

    private SpecialTokens(Path folder, List<String> types, OptionalInt size, Consumer<String> warnings) {
        this.folder = folder;
        this.types = new ArrayList<>(types);
        this.size = size;
        this.warnings = warnings;
    }

    /** @param size ids beyond it are passed over; empty if all are good */
    static SpecialTokens read(Path folder, @Nullable TokenizerFile file, OptionalInt size, Consumer<String> warnings)
            throws IOException {
        return read(file, new SpecialTokens(folder, USUAL, size, warnings));
    }

    /**
     * The token by which CodeLlama ends what it fills in; its files need not tell. GGUF has keys for no other of those.
     */
    static SpecialTokens readCodeLlama(Path folder, @Nullable TokenizerFile file, Consumer<String> warnings)
            throws IOException {
        SpecialTokens tokens = read(file, new SpecialTokens(folder, List.of("eot"), OptionalInt.empty(), warnings));
        tokens.set("eot", 32010);
        return tokens;
    }

    private static SpecialTokens read(@Nullable TokenizerFile file, SpecialTokens tokens) throws IOException {
        ObjectNode config = FolderJson.read(tokens.folder, "tokenizer_config.json");
        if (file != null) {
            file.section("normalizer").map(FolderJson::parse).ifPresent(tokens.normalizing::read);
            PostProcessor.apply(file, config, tokens.types, tokens.adds, tokens.warnings);
        }
        tokens.readTokenizerConfig(config, file == null ? List.of() : file.addedTokens());
        tokens.readModelConfig(FolderJson.read(tokens.folder, "config.json"));
        return tokens;
    }

    void addTo(Map<String, GgufValue> entries) {
        ids.forEach((type, id) -> {
            String key = ID_KEYS.get(type);
            if (key != null) {
                entries.put("tokenizer.ggml." + key, GgufValue.uint32(id));
            }
        });
        adds.forEach((type, add) -> {
            if (ADDABLE.contains(type)) {
                entries.put("tokenizer.ggml.add_" + type + "_token", GgufValue.bool(add));
            }
        });
    }

    void addNormalizingTo(Map<String, GgufValue> entries) {
        normalizing.addTo(entries);
    }

    private void readTokenizerConfig(ObjectNode config, List<AddedToken> added) {
        for (String type : types) {
            JsonNode add = config.path("add_" + type + "_token");
            if (add.isBoolean()) {
                adds.put(type, add.booleanValue());
            }
            JsonNode token = config.path(type + "_token");
            JsonNode content = token.isObject() ? token.path("content") : token;
            if (content.isTextual()) {
                added.stream()
                        .filter(candidate -> candidate.content().equals(content.textValue()))
                        .findFirst()
                        .ifPresent(found -> set(type, found.id()));
            }
        }
    }

    private void readModelConfig(ObjectNode config) {
        for (String type : types) {
            String name = type + "_token_id";
            JsonNode id = config.path(name);
            if (id.isMissingNode() || id.isNull()) {
                id = config.path("text_config").path(name);
            }
            if (id.isIntegralNumber()) {
                set(type, id.longValue());
            }
        }
    }

    /** The first one who says it is believed. */
    private void set(String type, long id) {
        if (id < 0 || id > 0xFFFF_FFFFL) {
            throw new VocabularyException(
                    folder.resolve("config.json"),
                    "the special token " + type + " has the id " + id + "; ids are 0 to 4294967295. Correct " + type
                            + "_token_id, or take it out.");
        }
        if (size.isPresent() && id >= size.getAsInt()) {
            warnings.accept("The special token " + type + " is left out: its id " + id
                    + " lies outside of the vocabulary of " + size.getAsInt() + ".");
        } else {
            ids.putIfAbsent(type, id);
        }
    }
}
