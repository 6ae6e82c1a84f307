package org.aethercreator.check.template;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.aethercreator.chattemplate.ChatTemplates;
import org.aethercreator.gguf.GgufMetadata;
import org.aethercreator.gguf.GgufVocabulary;

/**
 * The tokens of a model that begin a text and end an answer.
 *
 * @param texts {@code bos_token}, {@code eos_token} and such, as chat templates print them
 * @param endsOfAnswer the tokens at which llama.cpp stops without being told
 * @param addsBos whether llama.cpp puts the BOS token before every prompt
 */
public record SpecialTokens(Map<String, String> texts, Set<String> endsOfAnswer, boolean addsBos) {
    private static final List<String> END_KEYS =
            List.of("tokenizer.ggml.eos_token_id", "tokenizer.ggml.eot_token_id", "tokenizer.ggml.eom_token_id");

    /** llama.cpp ends an answer at a token of this text, whatever the file says: {@code src/llama-vocab.cpp}. */
    private static final Set<String> ENDS_BY_NAME = Set.of(
            "<|eot_id|>",
            "<|im_end|>",
            "<|end|>",
            "<|return|>",
            "<|call|>",
            "<end_of_turn>",
            "<|endoftext|>",
            "<|eom_id|>",
            "<|end_of_text|>",
            "<EOT>",
            "_<EOT>",
            "[EOT]",
            "<｜end▁of▁sentence｜>",
            "<end_of_utterance>");

    /** Tokenizers of SentencePiece and WordPiece begin with BOS, if the file does not say otherwise. */
    private static final Set<String> MODELS_WITH_BOS = Set.of("llama", "bert");

    /** Of the byte-pair tokenizers those of Llama 3 do. */
    private static final Set<String> SPLITTERS_WITH_BOS = Set.of("llama3", "llama-v3", "llama-bpe", "falcon3");

    public SpecialTokens {
        texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
        endsOfAnswer = Collections.unmodifiableSet(new LinkedHashSet<>(endsOfAnswer));
    }

    /** Of a model whose template prints no special token by its name. */
    public static SpecialTokens none() {
        return new SpecialTokens(Map.of(), Set.of(), false);
    }

    /** Those that a GGUF file names. */
    public static SpecialTokens of(GgufMetadata metadata) {
        GgufVocabulary vocabulary = GgufVocabulary.of(metadata);
        Set<String> ends = new LinkedHashSet<>();
        END_KEYS.forEach(key -> vocabulary.token(key).ifPresent(ends::add));
        vocabulary.tokens().stream().filter(ENDS_BY_NAME::contains).forEach(ends::add);
        String model = metadata.string("tokenizer.ggml.model").orElse("");
        String splitter = metadata.string("tokenizer.ggml.pre").orElse("");
        boolean adds = metadata.bool("tokenizer.ggml.add_bos_token")
                .orElse(MODELS_WITH_BOS.contains(model) || SPLITTERS_WITH_BOS.contains(splitter));
        return new SpecialTokens(ChatTemplates.of(metadata).specialTokens(), ends, adds);
    }

    /** The text of the token that begins a text; empty if the model has none. */
    public String bos() {
        return texts.getOrDefault("bos_token", "");
    }

    /** The text of the token that ends a text; empty if the model has none. */
    public String eos() {
        return texts.getOrDefault("eos_token", "");
    }
}
