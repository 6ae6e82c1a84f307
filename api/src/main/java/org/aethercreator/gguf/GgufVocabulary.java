package org.aethercreator.gguf;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tokens that a model's file lists, by their numbers. */
public final class GgufVocabulary {
    private static final long CONTROL = 3;
    private static final long USER_DEFINED = 4;

    /** What SentencePiece writes for a space. */
    private static final char LOWER_BLOCK = '\u2581';

    private final GgufMetadata metadata;
    private final List<String> tokens;
    private final String family;
    private @Nullable Set<String> known;

    private GgufVocabulary(GgufMetadata metadata, List<String> tokens, String family) {
        this.metadata = metadata;
        this.tokens = tokens;
        this.family = family;
    }

    /** The tokens under {@code tokenizer.ggml}; none if the file lists none. */
    public static GgufVocabulary of(GgufMetadata metadata) {
        return new GgufVocabulary(
                metadata,
                metadata.strings("tokenizer.ggml.tokens").orElse(List.of()),
                metadata.string("tokenizer.ggml.model").orElse(""));
    }

    /** All tokens as the file spells them, by their numbers. */
    public List<String> tokens() {
        return tokens;
    }

    /** The token whose number stands under {@code key}. Ask before the file is closed. */
    public Optional<String> token(String key) {
        OptionalLong number = metadata.integer(key);
        return number.isPresent() && number.getAsLong() >= 0 && number.getAsLong() < tokens.size()
                ? Optional.of(tokens.get((int) number.getAsLong()))
                : Optional.empty();
    }

    /** Control and user-defined tokens, in the order of their numbers. Ask before the file is closed. */
    public List<String> special() {
        long[] types = metadata.integers("tokenizer.ggml.token_type").orElse(new long[0]);
        List<String> special = new ArrayList<>();
        for (int i = 0; i < Math.min(tokens.size(), types.length); i++) {
            if ((types[i] == CONTROL || types[i] == USER_DEFINED)
                    && !tokens.get(i).isBlank()) {
                special.add(tokens.get(i));
            }
        }
        return Collections.unmodifiableList(special);
    }

    /**
     * Whether a text is certainly more than one token, because none of them is this text. False where one is, although
     * the tokenizer may cut the text all the same, and for families whose spelling of tokens is not known here.
     */
    public boolean isSplit(String text) {
        return switch (family) {
            case "gpt2" -> !known().contains(byteLevel(text));
            case "llama" -> {
                String spelled = text.replace(' ', LOWER_BLOCK);
                yield !known().contains(spelled) && !known().contains(LOWER_BLOCK + spelled);
            }
            default -> false;
        };
    }

    private synchronized Set<String> known() {
        if (known == null) {
            known = new HashSet<>(tokens);
        }
        return known;
    }

    /** As byte-pair vocabularies spell a text: a character for each byte, by GPT-2's {@code bytes_to_unicode}. */
    private static String byteLevel(String text) {
        StringBuilder spelled = new StringBuilder();
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            spelled.append(byteCharacter(each & 0xFF));
        }
        return spelled.toString();
    }

    /** Printable bytes stand for themselves; the others follow, in their order, from U+0100 on. */
    private static char byteCharacter(int value) {
        if (value <= ' ') {
            return (char) (0x100 + value);
        }
        if (value >= 0x7F && value <= 0xA0) {
            return (char) (0x121 + value - 0x7F);
        }
        return (char) (value == 0xAD ? 0x143 : value);
    }
}
