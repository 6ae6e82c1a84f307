package org.aethercreator.check;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.gguf.GgufVocabulary;

/**
 * The tokens of a model, as far as stops are concerned: special ones are written as a whole or not at all.
 *
 * @param specialTokens control and user-defined tokens, in the order of their numbers
 * @param endOfTurn the token that ends an answer, if the file names it
 * @param split whether a text is certainly more than one token
 * @param tokenizer cuts a text into tokens, each as text; what stands for a special token counts as text. Empty where
 *     no tokenizer is at hand: then nobody knows into which tokens a text is split
 */
public record Vocabulary(
        Set<String> specialTokens,
        Optional<String> endOfTurn,
        Predicate<String> split,
        Optional<Function<String, List<String>>> tokenizer) {
    public Vocabulary {
        specialTokens = Collections.unmodifiableSet(new LinkedHashSet<>(specialTokens));
    }

    /**
     * What a model's file lists. Whether a text is split is told by the list alone: to cut a text, the model would have
     * to be loaded, which takes longer than all checks together.
     */
    public static Vocabulary of(GgufFile file) {
        GgufVocabulary vocabulary = GgufVocabulary.of(file.metadata());
        return new Vocabulary(
                new LinkedHashSet<>(vocabulary.special()),
                Stream.of("tokenizer.ggml.eot_token_id", "tokenizer.ggml.eos_token_id")
                        .flatMap(key -> vocabulary.token(key).stream())
                        .findFirst(),
                vocabulary::isSplit,
                Optional.empty());
    }

    /** The same with a tokenizer, such as one of a loaded model. */
    public Vocabulary withTokenizer(Function<String, List<String>> textToTokens) {
        return new Vocabulary(
                specialTokens, endOfTurn, text -> textToTokens.apply(text).size() > 1, Optional.of(textToTokens));
    }
}
