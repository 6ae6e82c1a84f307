package org.aethercreator.convert.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.aethercreator.convert.vocabulary.TokenType;

/**
 * A vocabulary as the tokenizer.json of the {@code tokenizers} library: it cuts every text into the same tokens as
 * llama.cpp does with the GGUF file.
 */
final class TokenizerJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    /** What SentencePiece writes for a space. */
    private static final String SPACE = "\u2581";

    private final TokenizerFacts vocabulary;

    private TokenizerJson(TokenizerFacts vocabulary) {
        this.vocabulary = vocabulary;
    }

    /**
     * @param gguf named in errors
     * @throws IllegalArgumentException if the vocabulary is of a kind, or cuts texts in a way, that is not known
     */
    static ObjectNode of(TokenizerFacts vocabulary, Path gguf) {
        TokenizerJson json = new TokenizerJson(vocabulary);
        ObjectNode root = NODES.objectNode().put("version", "1.0");
        root.putNull("truncation");
        root.putNull("padding");
        root.set("added_tokens", json.addedTokens());
        if (vocabulary.model().equals("gpt2")) {
            json.byteLevel(root, gguf);
        } else if (vocabulary.model().equals("llama")) {
            json.sentencePiece(root);
        } else {
            throw new IllegalArgumentException(gguf + " has a tokenizer of the kind '" + vocabulary.model()
                    + "'; a tokenizer.json can be made of gpt2 (byte-level BPE) and llama (SentencePiece). "
                    + "Take the model's own folder from the hub instead.");
        }
        return root;
    }

    private void byteLevel(ObjectNode root, Path gguf) {
        PreTokenizer words = PreTokenizer.of(vocabulary.preTokenizer())
                .orElseThrow(() -> new IllegalArgumentException(gguf
                        + " cuts texts into words as '" + vocabulary.preTokenizer()
                        + "' does (tokenizer.ggml.pre), and how that is written in a tokenizer.json is not known; known are "
                        + String.join(", ", PreTokenizer.names())
                        + ". Take the model's own folder from the hub instead."));
        root.set("normalizer", words.normalizer());
        root.set("pre_tokenizer", words.preTokenizer());
        root.set("post_processor", postProcessor());
        root.set("decoder", byteLevelStep());
        List<List<String>> merges = new ArrayList<>();
        for (String merge : vocabulary.merges()) {
            int space = merge.indexOf(' ', 1);
            if (space < 0) {
                throw new IllegalArgumentException(gguf + " has the merge '" + merge
                        + "'; a merge is two parts with a space between. The file is damaged: fetch it again.");
            }
            merges.add(List.of(merge.substring(0, space), merge.substring(space + 1)));
        }
        ObjectNode model = model(merges, false);
        model.put("ignore_merges", words.ignoresMerges());
        root.set("model", model);
    }

    private void sentencePiece(ObjectNode root) {
        ObjectNode spaces = NODES.objectNode().put("type", "Replace");
        spaces.putObject("pattern").put("String", " ");
        spaces.put("content", SPACE);
        if (vocabulary.addsSpace()) {
            ObjectNode sequence = NODES.objectNode().put("type", "Sequence");
            sequence.putArray("normalizers")
                    .add(NODES.objectNode().put("type", "Prepend").put("prepend", SPACE))
                    .add(spaces);
            root.set("normalizer", sequence);
        } else {
            root.set("normalizer", spaces);
        }
        root.putNull("pre_tokenizer");
        root.set("post_processor", postProcessor());
        ObjectNode decoder = root.putObject("decoder").put("type", "Sequence");
        ObjectNode back = NODES.objectNode().put("type", "Replace");
        back.putObject("pattern").put("String", SPACE);
        back.put("content", " ");
        ArrayNode decoders = decoder.putArray("decoders")
                .add(back)
                .add(NODES.objectNode().put("type", "ByteFallback"))
                .add(NODES.objectNode().put("type", "Fuse"));
        if (vocabulary.addsSpace()) {
            decoders.add(NODES.objectNode()
                    .put("type", "Strip")
                    .put("content", " ")
                    .put("start", 1)
                    .put("stop", 0));
        }
        ObjectNode model = model(ScoredMerges.of(vocabulary), vocabulary.types().contains(TokenType.BYTE));
        model.put("ignore_merges", false);
        root.set("model", model);
    }

    private ObjectNode model(List<List<String>> merges, boolean fallsBackToBytes) {
        ObjectNode model = NODES.objectNode().put("type", "BPE");
        model.putNull("dropout");
        vocabulary
                .token("unk")
                .filter(token -> fallsBackToBytes)
                .ifPresentOrElse(token -> model.put("unk_token", token), () -> model.putNull("unk_token"));
        model.putNull("continuing_subword_prefix");
        model.putNull("end_of_word_suffix");
        model.put("fuse_unk", fallsBackToBytes).put("byte_fallback", fallsBackToBytes);
        ObjectNode vocab = model.putObject("vocab");
        for (int id = 0; id < vocabulary.tokens().size(); id++) {
            if (!vocabulary.isPadding(id)) {
                vocab.put(vocabulary.tokens().get(id), id);
            }
        }
        model.set("merges", JSON.valueToTree(merges));
        return model;
    }

    private ArrayNode addedTokens() {
        ArrayNode added = NODES.arrayNode();
        for (int id = 0; id < vocabulary.tokens().size(); id++) {
            TokenType type = vocabulary.types().get(id);
            if (type.isAdded()) {
                added.add(NODES.objectNode()
                        .put("id", id)
                        .put("content", vocabulary.tokens().get(id))
                        .put("single_word", false)
                        .put("lstrip", false)
                        .put("rstrip", false)
                        .put("normalized", false)
                        .put("special", type != TokenType.USER_DEFINED));
            }
        }
        return added;
    }

    /** Puts bos before a text and eos behind it, where the model wants that. */
    private JsonNode postProcessor() {
        List<String> before =
                vocabulary.startsWithBos() ? vocabulary.token("bos").stream().toList() : List.of();
        List<String> after =
                vocabulary.endsWithEos() ? vocabulary.token("eos").stream().toList() : List.of();
        if (before.isEmpty() && after.isEmpty()) {
            return vocabulary.model().equals("gpt2") ? byteLevelStep() : NullNode.getInstance();
        }
        ObjectNode template = NODES.objectNode().put("type", "TemplateProcessing");
        template.set("single", NODES.arrayNode().addAll(text("A", 0, before, after)));
        template.set(
                "pair", NODES.arrayNode().addAll(text("A", 0, before, after)).addAll(text("B", 1, before, after)));
        ObjectNode tokens = template.putObject("special_tokens");
        before.forEach(token -> tokens.set(token, specialToken(token, "bos")));
        after.forEach(token -> tokens.set(token, specialToken(token, "eos")));
        return template;
    }

    private List<JsonNode> text(String name, int number, List<String> before, List<String> after) {
        List<JsonNode> parts = new ArrayList<>();
        before.forEach(token -> parts.add(part("SpecialToken", token, number)));
        parts.add(part("Sequence", name, number));
        after.forEach(token -> parts.add(part("SpecialToken", token, number)));
        return parts;
    }

    private static ObjectNode part(String kind, String id, int number) {
        ObjectNode part = NODES.objectNode();
        part.putObject(kind).put("id", id).put("type_id", number);
        return part;
    }

    private ObjectNode specialToken(String token, String role) {
        ObjectNode special = NODES.objectNode().put("id", token);
        special.putArray("ids").add(vocabulary.special().get(role));
        special.putArray("tokens").add(token);
        return special;
    }

    private static ObjectNode byteLevelStep() {
        return NODES.objectNode()
                .put("type", "ByteLevel")
                .put("add_prefix_space", false)
                .put("trim_offsets", true)
                .put("use_regex", true);
    }
}
