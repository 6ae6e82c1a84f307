package org.aethercreator.convert.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How byte-level BPE cuts a text into words before it merges, in the terms of a tokenizer.json.
 *
 * <p>llama.cpp keeps only a name of it, in {@code tokenizer.ggml.pre}. The table {@code pre-tokenizers.json} gives the
 * original's settings for the names that occur in models we know.
 *
 * @param normalizer JSON null for none
 * @param ignoresMerges whether a word that is a token is taken as it is
 */
record PreTokenizer(JsonNode normalizer, JsonNode preTokenizer, boolean ignoresMerges) {
    private record Entry(List<String> names, JsonNode normalizer, JsonNode preTokenizer, boolean ignoreMerges) {}

    private static final Map<String, PreTokenizer> KNOWN = read();

    /** The settings of llama.cpp's name for them. */
    static Optional<PreTokenizer> of(String name) {
        return Optional.ofNullable(KNOWN.get(name));
    }

    /** All names in alphabetical order. */
    static List<String> names() {
        return new ArrayList<>(KNOWN.keySet());
    }

    private static Map<String, PreTokenizer> read() {
        Map<String, PreTokenizer> known = new TreeMap<>();
        try (InputStream in = Objects.requireNonNull(PreTokenizer.class.getResourceAsStream("pre-tokenizers.json"))) {
            for (Entry entry : new ObjectMapper().readValue(in, Entry[].class)) {
                PreTokenizer settings =
                        new PreTokenizer(entry.normalizer(), entry.preTokenizer(), entry.ignoreMerges());
                entry.names().forEach(name -> known.put(name, settings));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("pre-tokenizers.json in the library's jar cannot be read", e);
        }
        return known;
    }
}
