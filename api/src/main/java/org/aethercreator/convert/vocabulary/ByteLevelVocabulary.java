package org.aethercreator.convert.vocabulary;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.aethercreator.tokenizer.AddedToken;
import org.aethercreator.tokenizer.Tokenizer;
import org.aethercreator.tokenizer.TokenizerFile;

/**
 * The vocabulary of a {@code tokenizer.json} that merges bytes, as GPT-2's did.
 *
 * @param pre llama.cpp's name for how text is split before
 */
record ByteLevelVocabulary(TokenTable table, String pre) {
    /** @param size what the model's configuration says; without it the tokenizer decides */
    static ByteLevelVocabulary read(HuggingFaceTokens tokens, OptionalInt size) throws IOException {
        TokenTable table =
                new TokenTable(tokens.file().path(), size.orElse(tokens.ids().size()));
        try (Tokenizer tokenizer = Tokenizer.of(tokens.file())) {
            String pre = PreTokenizers.nameFor(tokens.file().path(), probe(tokenizer, tokens));
            for (Map.Entry<String, Integer> entry : tokens.ids().entrySet()) {
                int id = entry.getValue();
                if (!table.contains(id)) {
                    throw new VocabularyException(
                            tokens.file().path(),
                            "the token '" + entry.getKey() + "' has the id " + id + ", but the model has room for "
                                    + table.size() + " tokens. Tokenizer and config.json are of different models.");
                }
                AddedToken added = tokens.added().get(entry.getKey());
                if (added == null) {
                    table.put(id, entry.getKey(), 0, TokenType.NORMAL);
                } else {
                    put(table, id, added, tokenizer);
                }
            }
            return new ByteLevelVocabulary(table, pre);
        }
    }

    private static void put(TokenTable table, int id, AddedToken added, Tokenizer tokenizer) {
        String token = added.content();
        if (!added.normalized() && tokenizer.idOf(token).isPresent()) {
            token = tokenizer.decode(tokenizer.encode(token, false), true);
        }
        boolean control = added.special() || SpecialLook.isSpecial(token);
        table.put(
                id,
                control ? token : SpecialLook.withSpaces(token),
                0,
                control ? TokenType.CONTROL : TokenType.USER_DEFINED);
    }

    /**
     * The ids of the probe text with the special tokens around it: as {@code tokenizer_config.json} wants them if it
     * says anything of them, else as {@code tokenizer.json} does.
     */
    private static int[] probe(Tokenizer tokenizer, HuggingFaceTokens tokens) {
        JsonNode config = tokens.config();
        if (!config.has("add_bos_token") && !config.has("add_eos_token")) {
            return tokenizer.encode(PreTokenizers.PROBE, true);
        }
        IntStream begin = around(tokens, "bos_token");
        IntStream text = Arrays.stream(tokenizer.encode(PreTokenizers.PROBE, false));
        return IntStream.concat(IntStream.concat(begin, text), around(tokens, "eos_token"))
                .toArray();
    }

    private static IntStream around(HuggingFaceTokens tokens, String name) {
        JsonNode token = tokens.config().path(name);
        Integer id = tokens.ids().get((token.isObject() ? token.path("content") : token).asText());
        return id != null && tokens.config().path("add_" + name).asBoolean() ? IntStream.of(id) : IntStream.empty();
    }

    /** The merges as llama.cpp writes them: a space between the two tokens, and Ġ for one within. */
    static List<String> merges(TokenizerFile file) {
        boolean escape = file.pairedMerges();
        return file.merges().stream()
                .map(merge -> escape
                        ? merge.left().replace(' ', 'Ġ') + " " + merge.right().replace(' ', 'Ġ')
                        : merge.left() + " " + merge.right())
                .toList();
    }
}
