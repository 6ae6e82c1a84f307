package org.aethercreator.convert.vocabulary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.aethercreator.tokenizer.AddedToken;
import org.aethercreator.tokenizer.TokenizerFile;

/**
 * The tokens of a {@code tokenizer.json} as {@code transformers} has them when it has read
 * {@code tokenizer_config.json} too: that may make added tokens of others, or add new ones.
 */
final class HuggingFaceTokens {
    private static final List<String> NAMED =
            List.of("bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token");

    private final TokenizerFile file;
    private final ObjectNode config;
    private final Map<String, Integer> ids;
    private final Map<String, AddedToken> added = new LinkedHashMap<>();
    private final Set<String> special = new LinkedHashSet<>();

    private HuggingFaceTokens(TokenizerFile file, ObjectNode config) {
        this.file = file;
        this.config = config;
        this.ids = new LinkedHashMap<>(file.tokens());
        file.addedTokens().forEach(token -> added.put(token.content(), token));
    }

    static HuggingFaceTokens of(TokenizerFile file, ObjectNode config) {
        HuggingFaceTokens tokens = new HuggingFaceTokens(file, config);
        tokens.addDecoded();
        tokens.addSpecial();
        return tokens;
    }

    TokenizerFile file() {
        return file;
    }

    ObjectNode config() {
        return config;
    }

    /** All tokens with their ids. */
    Map<String, Integer> ids() {
        return ids;
    }

    /** The added tokens by their text. */
    Map<String, AddedToken> added() {
        return added;
    }

    /** The tokens that the configuration names as special: for the begin of a text, its end, padding and so on. */
    Set<String> special() {
        return special;
    }

    /** Those of {@code added_tokens_decoder}, which are new ones or other than in the file. */
    private void addDecoded() {
        List<AddedToken> decoded = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry :
                config.path("added_tokens_decoder").properties()) {
            JsonNode data = entry.getValue();
            if (data.path("content").isTextual() && entry.getKey().matches("\\d{1,9}")) {
                boolean isSpecial = data.path("special").asBoolean();
                decoded.add(new AddedToken(
                        Integer.parseInt(entry.getKey()),
                        data.path("content").textValue(),
                        isSpecial,
                        data.path("normalized").asBoolean(!isSpecial)));
            }
        }
        decoded.sort(Comparator.comparingInt(AddedToken::id));
        decoded.forEach(token -> add(token.content(), token.special(), token.normalized()));
    }

    private void addSpecial() {
        NAMED.forEach(name -> addNamed(config.path(name)));
        config.properties().forEach(entry -> {
            if (entry.getKey().endsWith("_token") && !NAMED.contains(entry.getKey())) {
                addNamed(entry.getValue());
            }
        });
        config.path("additional_special_tokens").forEach(this::addNamed);
        config.path("extra_special_tokens").forEach(this::addNamed);
    }

    private void addNamed(JsonNode token) {
        JsonNode content = token.isObject() ? token.path("content") : token;
        if (content.isTextual()) {
            special.add(content.textValue());
            AddedToken known = added.get(content.textValue());
            add(content.textValue(), true, known != null && known.normalized());
        }
    }

    private void add(String content, boolean isSpecial, boolean normalized) {
        if (!content.isEmpty()) {
            int id = ids.computeIfAbsent(content, key -> ids.size());
            added.put(content, new AddedToken(id, content, isSpecial, normalized));
        }
    }
}
