package org.aethercreator.tokenizer;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The tokenizer of a {@code tokenizer.json}. Truncation and padding, which such a file may ask for, are off: a text's
 * ids are all of its ids. Several threads may use it; close it when none does, because its memory is the library's.
 */
public final class Tokenizer implements AutoCloseable {
    private static final Map<String, String> EVERYTHING =
            Map.of("truncation", "DO_NOT_TRUNCATE", "padding", "DO_NOT_PAD", "addSpecialTokens", "false");

    private final TokenizerFile file;
    private final HuggingFaceTokenizer tokenizer;

    private Tokenizer(TokenizerFile file, HuggingFaceTokenizer tokenizer) {
        this.file = file;
        this.tokenizer = tokenizer;
    }

    /**
     * Opens a {@code tokenizer.json}, or the one in a folder.
     *
     * @throws NoSuchFileException if there is none
     * @throws TokenizerException if it is broken, or if the library does not run on this machine
     */
    public static Tokenizer open(Path fileOrFolder) throws IOException {
        return of(TokenizerFile.read(fileOrFolder));
    }

    /** Starts the tokenizer of a file that has been read; it is read again, by the library. */
    public static Tokenizer of(TokenizerFile file) throws IOException {
        NativeTokenizers.load();
        try (InputStream in = Files.newInputStream(file.path())) {
            return new Tokenizer(file, HuggingFaceTokenizer.newInstance(in, EVERYTHING));
        } catch (RuntimeException e) {
            throw new TokenizerException(
                    file.path() + ": Hugging Face's tokenizers refuse it: " + e.getMessage()
                            + ". It may be broken, or made by a newer version of the library.",
                    e);
        }
    }

    /**
     * The ids of a text.
     *
     * @param withSpecialTokens whether the tokens are added that the file wants around a text; a rendered chat template
     *     has them already
     */
    public int[] encode(String text, boolean withSpecialTokens) {
        return Arrays.stream(tokenizer.encode(text, withSpecialTokens, false).getIds())
                .mapToInt(Math::toIntExact)
                .toArray();
    }

    /**
     * The text of ids; bytes that are no UTF-8 become U+FFFD, and ids that no token has are passed over.
     *
     * @param withSpecialTokens whether special tokens are shown
     */
    public String decode(int[] ids, boolean withSpecialTokens) {
        for (int id : ids) {
            if (id < 0) {
                throw new IllegalArgumentException("token id " + id + " is negative");
            }
        }
        return tokenizer.decode(Arrays.stream(ids).asLongStream().toArray(), !withSpecialTokens);
    }

    /** Number of tokens, the added ones among them. */
    public int size() {
        return file.tokens().size();
    }

    /** The id of a token as the file spells it: byte-level tokenizers write a space as Ġ, others as ▁. */
    public OptionalInt idOf(String token) {
        Integer id = file.tokens().get(token);
        return id == null ? OptionalInt.empty() : OptionalInt.of(id);
    }

    /** The token with an id, as the file spells it. */
    public Optional<String> tokenOf(int id) {
        return file.tokenOf(id);
    }

    /** What the file says. */
    public TokenizerFile file() {
        return file;
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
