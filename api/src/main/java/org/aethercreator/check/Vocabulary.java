package org.aethercreator.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.aethercreator.gguf.GgufFile;

/**
 * The tokens of a model that are more than text: each is written as a whole or not at all.
 *
 * @param specialTokens control and user-defined tokens, in the order of their numbers
 * @param endOfTurn the token that ends an answer, if the file names it
 * @param tokenizer cuts a text into tokens, each as text; what stands for a special token counts as text. Empty where
 *     no tokenizer is at hand: then ordinary texts are not looked at
 */
public record Vocabulary(
        Set<String> specialTokens, Optional<String> endOfTurn, Optional<Function<String, List<String>>> tokenizer) {
    private static final long CONTROL = 3;
    private static final long USER_DEFINED = 4;

    public Vocabulary {
        specialTokens = Collections.unmodifiableSet(new LinkedHashSet<>(specialTokens));
    }

    /** The special tokens that a model's file lists; without any if it lists none. */
    public static Vocabulary of(GgufFile file) {
        List<String> tokens = file.metadata().strings("tokenizer.ggml.tokens").orElse(List.of());
        long[] types = file.metadata().integers("tokenizer.ggml.token_type").orElse(new long[0]);
        List<String> special = new ArrayList<>();
        for (int i = 0; i < Math.min(tokens.size(), types.length); i++) {
            if ((types[i] == CONTROL || types[i] == USER_DEFINED)
                    && !tokens.get(i).isBlank()) {
                special.add(tokens.get(i));
            }
        }
        return new Vocabulary(new LinkedHashSet<>(special), endOfTurn(file, tokens), Optional.empty());
    }

    private static Optional<String> endOfTurn(GgufFile file, List<String> tokens) {
        for (String key : List.of("tokenizer.ggml.eot_token_id", "tokenizer.ggml.eos_token_id")) {
            long id = file.metadata().integer(key).orElse(-1);
            if (id >= 0 && id < tokens.size()) {
                return Optional.of(tokens.get((int) id));
            }
        }
        return Optional.empty();
    }

    /** The same with a tokenizer, such as one of a loaded model. */
    public Vocabulary withTokenizer(Function<String, List<String>> textToTokens) {
        return new Vocabulary(specialTokens, endOfTurn, Optional.of(textToTokens));
    }
}
