package org.aethercreator.convert.export;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aethercreator.convert.vocabulary.TokenType;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.gguf.GgufMetadata;

/**
 * What a GGUF file says about its tokenizer.
 *
 * @param model {@code tokenizer.ggml.model}: gpt2 for byte-level BPE, llama for SentencePiece
 * @param preTokenizer {@code tokenizer.ggml.pre}: how a text is cut into words
 * @param types one for each token
 * @param scores of SentencePiece, one for each token; empty without
 * @param merges of byte-level BPE, the two parts with a space between
 * @param special numbers of the tokens with a role, by its name: bos, eos, unk, pad …
 */
record TokenizerFacts(
        String model,
        String preTokenizer,
        List<String> tokens,
        List<TokenType> types,
        List<Double> scores,
        List<String> merges,
        Map<String, Integer> special,
        boolean startsWithBos,
        boolean endsWithEos,
        boolean addsSpace,
        Optional<String> chatTemplate) {
    private static final String PREFIX = "tokenizer.ggml.";
    /** Names of {@code transformers} and of GGUF, in the order in which they are written. */
    private static final List<Map.Entry<String, String>> ROLES = List.of(
            Map.entry("bos", "bos_token_id"),
            Map.entry("eos", "eos_token_id"),
            Map.entry("unk", "unknown_token_id"),
            Map.entry("pad", "padding_token_id"),
            Map.entry("sep", "seperator_token_id"), // llama.cpp's spelling
            Map.entry("mask", "mask_token_id"));
    /** Pre-tokenizers whose texts llama.cpp starts with bos where the file does not say. */
    private static final List<String> STARTING_WITH_BOS = List.of("llama3", "llama-v3", "llama-bpe", "tekken");

    static TokenizerFacts of(GgufFile gguf) {
        GgufMetadata metadata = gguf.metadata();
        String model = metadata.string(PREFIX + "model").orElse("");
        List<String> tokens = metadata.strings(PREFIX + "tokens").orElse(List.of());
        if (model.isEmpty() || model.equals("none") || tokens.isEmpty()) {
            throw new IllegalArgumentException(gguf.path() + " has no vocabulary (tokenizer.ggml.model is "
                    + (model.isEmpty() ? "missing" : "'" + model + "'") + ", with " + tokens.size()
                    + " tokens); a model folder needs one. Take a GGUF file of the whole model.");
        }
        String pre = metadata.string(PREFIX + "pre").orElse("default");
        boolean sentencePiece = model.equals("llama");
        return new TokenizerFacts(
                model,
                pre,
                List.copyOf(tokens),
                types(gguf, tokens.size()),
                scores(gguf, tokens.size()),
                metadata.strings(PREFIX + "merges").map(List::copyOf).orElse(List.of()),
                special(metadata, tokens.size()),
                metadata.bool(PREFIX + "add_bos_token").orElse(sentencePiece || STARTING_WITH_BOS.contains(pre)),
                metadata.bool(PREFIX + "add_eos_token").orElse(false),
                metadata.bool(PREFIX + "add_space_prefix").orElse(sentencePiece),
                metadata.string("tokenizer.chat_template"));
    }

    /** The token with a role, if the file names one. */
    Optional<String> token(String role) {
        return Optional.ofNullable(special.get(role)).map(tokens::get);
    }

    /** Whether a token only fills the vocabulary up to the rows of the embedding. */
    boolean isPadding(int id) {
        return types.get(id) == TokenType.UNUSED && tokens.get(id).equals("[PAD" + id + "]");
    }

    private static List<TokenType> types(GgufFile gguf, int tokens) {
        long[] numbers = gguf.metadata().integers(PREFIX + "token_type").orElse(new long[0]);
        checkCount(gguf, "token_type", numbers.length, tokens);
        List<TokenType> types = new ArrayList<>(tokens);
        for (int id = 0; id < tokens; id++) {
            types.add(numbers.length == 0 ? TokenType.NORMAL : TokenType.of(numbers[id]));
        }
        return types;
    }

    private static List<Double> scores(GgufFile gguf, int tokens) {
        double[] scores = gguf.metadata().reals(PREFIX + "scores").orElse(new double[0]);
        checkCount(gguf, "scores", scores.length, tokens);
        return Arrays.stream(scores).boxed().toList();
    }

    private static void checkCount(GgufFile gguf, String key, int count, int tokens) {
        if (count != 0 && count != tokens) {
            throw new IllegalArgumentException(gguf.path() + ": '" + PREFIX + key + "' has " + count + " entries for "
                    + tokens + " tokens; there must be one for each. The file is damaged: fetch it again.");
        }
    }

    private static Map<String, Integer> special(GgufMetadata metadata, int tokens) {
        Map<String, Integer> special = new LinkedHashMap<>();
        for (Map.Entry<String, String> role : ROLES) {
            long id = metadata.integer(PREFIX + role.getValue()).orElse(-1);
            if (id >= 0 && id < tokens) {
                special.put(role.getKey(), (int) id);
            }
        }
        return Collections.unmodifiableMap(special);
    }
}
