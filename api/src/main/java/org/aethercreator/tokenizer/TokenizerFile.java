package org.aethercreator.tokenizer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a {@code tokenizer.json} says: tokens, merges, added tokens, and its other sections as they are.
 *
 * @see <a href="https://huggingface.co/docs/tokenizers">its documentation</a>
 */
public final class TokenizerFile {
    private final Path path;
    private final Map<String, Integer> tokens;
    private final int vocabularySize;
    private final Map<Integer, String> tokensById = new HashMap<>();
    private final List<AddedToken> addedTokens;
    private final List<Merge> merges;
    private final boolean pairedMerges;
    private final Map<String, String> sections;
    private final Map<String, String> modelSettings;

    TokenizerFile(Path path, TokenizerFileParser parser) {
        this.path = path;
        Map<String, Integer> all = new LinkedHashMap<>(parser.vocabulary());
        parser.addedTokens().forEach(token -> all.putIfAbsent(token.content(), token.id()));
        this.vocabularySize = parser.vocabulary().size();
        this.tokens = Collections.unmodifiableMap(all);
        this.addedTokens = List.copyOf(parser.addedTokens());
        this.merges = Collections.unmodifiableList(parser.merges());
        this.pairedMerges = parser.pairedMerges();
        this.sections = Map.copyOf(parser.sections());
        this.modelSettings = Map.copyOf(parser.modelSettings());
        tokens.forEach((token, id) -> {
            String other = tokensById.put(id, token);
            if (other != null) {
                throw new TokenizerException(path + ": the tokens '" + other + "' and '" + token + "' both have the id "
                        + id + ". Each id may belong to one token; the file is broken.");
            }
        });
    }

    /**
     * Two tokens that become one.
     *
     * @param left may contain spaces where {@link TokenizerFile#pairedMerges()}
     */
    public record Merge(String left, String right) {}

    /**
     * Reads a {@code tokenizer.json}, or the one in a folder.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws TokenizerException if it is broken
     */
    public static TokenizerFile read(Path fileOrFolder) throws IOException {
        return TokenizerFileParser.read(fileOrFolder);
    }

    /** Where it lies. */
    public Path path() {
        return path;
    }

    /** All tokens with their ids: the model's in the file's order, then the added ones. */
    public Map<String, Integer> tokens() {
        return tokens;
    }

    /** How many tokens the model itself has, without those that are only added. */
    public int vocabularySize() {
        return vocabularySize;
    }

    /** The token with an id. */
    public Optional<String> tokenOf(int id) {
        return Optional.ofNullable(tokensById.get(id));
    }

    /** The tokens that are looked for before the model is asked, in the file's order. */
    public List<AddedToken> addedTokens() {
        return addedTokens;
    }

    /** The merges of byte pair encoding, the most frequent first; none for other models. */
    public List<Merge> merges() {
        return merges;
    }

    /** Whether merges are written as pairs, so that a token may contain a space. */
    public boolean pairedMerges() {
        return pairedMerges;
    }

    /** The kind of the model: {@code BPE}, {@code Unigram}, {@code WordPiece} or {@code WordLevel}. */
    public String modelType() {
        return modelSettings.getOrDefault("type", "");
    }

    /** A setting of the model that is true or false, such as {@code byte_fallback}; empty if the file does not say. */
    public Optional<Boolean> modelFlag(String name) {
        return Optional.ofNullable(modelSettings.get(name))
                .filter(value -> value.equals("true") || value.equals("false"))
                .map(Boolean::valueOf);
    }

    /**
     * A section as JSON text: {@code normalizer}, {@code pre_tokenizer}, {@code post_processor} or {@code decoder};
     * empty if the file has none or says null.
     */
    public Optional<String> section(String name) {
        return Optional.ofNullable(sections.get(name));
    }
}
