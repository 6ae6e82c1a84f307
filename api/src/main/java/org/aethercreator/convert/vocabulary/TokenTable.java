package org.aethercreator.convert.vocabulary;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.aethercreator.gguf.GgufType;
import org.aethercreator.gguf.GgufValue;

/** Tokens with type and score by id; an id that none has is filled with an unused token. */
final class TokenTable {
    /** The score of a token that is no piece of sentencepiece. */
    static final float ADDED = -1000;

    private static final float UNUSED = -10000;

    /** Far above the greatest vocabulary there is (262,144), far below what breaks the heap. */
    private static final int MAX_SIZE = 1 << 24;

    private final String[] tokens;
    private final double[] scores;
    private final long[] types;

    /** @param folder for the message if the size is out of range */
    TokenTable(Path folder, int size) {
        if (size < 1 || size > MAX_SIZE) {
            throw new VocabularyException(
                    folder,
                    "the vocabulary would have " + size + " tokens; 1 to " + MAX_SIZE
                            + " are possible. Look at vocab_size in config.json.");
        }
        tokens = new String[size];
        scores = new double[size];
        types = new long[size];
        Arrays.setAll(tokens, id -> "[PAD" + id + "]");
        Arrays.fill(scores, UNUSED);
        Arrays.fill(types, TokenType.UNUSED.id());
    }

    int size() {
        return tokens.length;
    }

    boolean contains(long id) {
        return id >= 0 && id < tokens.length;
    }

    void put(int id, String token, double score, TokenType type) {
        tokens[id] = token;
        scores[id] = score;
        types[id] = type.id();
    }

    String token(int id) {
        return tokens[id];
    }

    boolean isUnused(int id) {
        return types[id] == TokenType.UNUSED.id();
    }

    /** @param withScores which sentencepiece needs to choose among merges */
    void addTo(Map<String, GgufValue> entries, String model, String pre, boolean withScores) {
        entries.put("tokenizer.ggml.model", GgufValue.string(model));
        entries.put("tokenizer.ggml.pre", GgufValue.string(pre));
        entries.put("tokenizer.ggml.tokens", GgufValue.strings(List.of(tokens)));
        if (withScores) {
            entries.put("tokenizer.ggml.scores", GgufValue.reals(GgufType.FLOAT32, scores));
        }
        entries.put("tokenizer.ggml.token_type", GgufValue.integers(GgufType.INT32, types));
    }
}
