package org.aethercreator.convert.vocabulary;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.aethercreator.tokenizer.TokenizerFile;

/** A sentencepiece vocabulary of which only a {@code tokenizer.json} is left: BPE that falls back to bytes. */
final class LlamaJsonVocabulary {
    private static final Pattern BYTE = Pattern.compile("<0x[0-9A-Fa-f]{2}>");

    private LlamaJsonVocabulary() {}

    /** Whether the file is of that kind. */
    static boolean fits(TokenizerFile file) {
        Optional<String> decoder = file.section("decoder");
        return file.modelType().equals("BPE")
                && file.modelFlag("byte_fallback").orElse(false)
                && decoder.isPresent()
                && FolderJson.parse(decoder.get()).path("type").asText().equals("Sequence");
    }

    /** A table as long as the file's vocabulary, whatever the model's size: so does the reference. */
    static TokenTable read(HuggingFaceTokens tokens) {
        Map<Integer, String> byId = new TreeMap<>();
        tokens.ids().forEach((token, id) -> byId.put(id, token));
        TokenTable table = new TokenTable(tokens.file().path(), byId.size());
        int base = tokens.file().vocabularySize();
        int expected = 0;
        for (Map.Entry<Integer, String> entry : byId.entrySet()) {
            int id = entry.getKey();
            if (id != expected++) {
                throw new VocabularyException(
                        tokens.file().path(),
                        "no token has the id " + (expected - 1) + ", but one has " + id
                                + ". A vocabulary of this kind must have no gaps; the file is broken.");
            }
            String token = entry.getValue();
            table.put(
                    id,
                    token,
                    TokenTable.ADDED,
                    typeOf(token, id < base, tokens.special().contains(token)));
        }
        return table;
    }

    private static TokenType typeOf(String token, boolean inModel, boolean special) {
        if (inModel && BYTE.matcher(token).matches()) {
            return TokenType.BYTE;
        }
        if (special) {
            return TokenType.CONTROL;
        }
        return inModel ? TokenType.NORMAL : TokenType.USER_DEFINED;
    }
}
