package org.aethercreator.convert.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.aethercreator.gguf.GgufValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VocabularyReaderTest {
    private static final String BYTE_LEVEL = """
            {"added_tokens": [{"id": 2, "content": "<s>", "special": true, "normalized": false,
               "single_word": false, "lstrip": false, "rstrip": false}],
             "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": false},
             "decoder": {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": false},
             "model": {"type": "BPE", "vocab": {"a": 0, "b": 1}, "merges": []}}
            """;

    private static final String SENTENCE_PIECE_JSON = """
            {"added_tokens": [{"id": 3, "content": "<more>", "special": false, "normalized": false}],
             "decoder": {"type": "Sequence", "decoders": []},
             "model": {"type": "BPE", "byte_fallback": true, "vocab": {"<s>": 0, "<0x0A>": 1, "▁a": 2}, "merges": []}}
            """;

    @TempDir
    private Path folder;

    @Test
    void piecesKeepTextScoreAndTypeAndTheRestIsFilledUp() throws IOException {
        writeModel();

        Vocabulary vocabulary = read(VocabularyStyle.QWEN, 6);

        assertThat(vocabulary.entries().keySet())
                .containsExactly(
                        "tokenizer.ggml.model",
                        "tokenizer.ggml.pre",
                        "tokenizer.ggml.tokens",
                        "tokenizer.ggml.scores",
                        "tokenizer.ggml.token_type");
        assertThat(strings(vocabulary)).containsExactly("<unk>", "<s>", "▁a", "<0x0A>", "[PAD4]", "[PAD5]");
        assertThat(value(vocabulary, "scores").asDoubles()).containsExactly(0, 0, -1.5, 0, -10000, -10000);
        assertThat(value(vocabulary, "token_type").asLongs()).containsExactly(2, 3, 1, 6, 5, 5);
        assertThat(vocabulary.warnings()).isEmpty();
    }

    @Test
    void addedTokensReplacePiecesAndThoseOutsideAreWarnedOf() throws IOException {
        writeModel();
        write("added_tokens.json", "{\"<user>\": 4, \"<far>\": 70}");
        write("tokenizer_config.json", """
                {"added_tokens_decoder": {"2": {"content": "▁b", "special": false}, "5": {"content": "<|end|>"}},
                 "bos_token": "<s>"}
                """);

        Vocabulary vocabulary = read(VocabularyStyle.QWEN, 6);

        assertThat(strings(vocabulary)).containsExactly("<unk>", "<s>", " b", "<0x0A>", "<user>", "<|end|>");
        assertThat(value(vocabulary, "token_type").asLongs()).containsExactly(2, 3, 4, 6, 4, 3);
        assertThat(vocabulary.warnings())
                .containsExactly(
                        "The added token '<far>' is left out: its id 70 lies outside of the model's vocabulary of 6.",
                        "Token 2 is ' b' instead of '▁a', because another file than tokenizer.model says so.");
    }

    @Test
    void phi3KeepsSpacesAndBelievesItsFiles() throws IOException {
        writeModel();
        write(
                "tokenizer_config.json",
                "{\"added_tokens_decoder\": {\"2\": {\"content\": \"▁b\"}, \"5\": {\"content\": \"<|end|>\"}}}");

        Vocabulary vocabulary = read(VocabularyStyle.PHI3, 6);

        assertThat(strings(vocabulary)).containsExactly("<unk>", "<s>", "▁b", "<0x0A>", "[PAD4]", "<|end|>");
        assertThat(value(vocabulary, "token_type").asLongs()).containsExactly(2, 3, 4, 6, 5, 4);
    }

    @Test
    void sentencePieceOfWhichOnlyTheJsonIsLeftIsRead() throws IOException {
        write("tokenizer.json", SENTENCE_PIECE_JSON);
        write("tokenizer_config.json", "{\"bos_token\": \"<s>\", \"add_prefix_space\": true}");

        Vocabulary vocabulary = read(VocabularyStyle.LLAMA, 4);

        assertThat(vocabulary.entries().keySet()).first().isEqualTo("tokenizer.ggml.add_space_prefix");
        assertThat(value(vocabulary, "model").asString()).isEqualTo("llama");
        assertThat(strings(vocabulary)).containsExactly("<s>", "<0x0A>", "▁a", "<more>");
        assertThat(value(vocabulary, "token_type").asLongs()).containsExactly(3, 6, 1, 4);
    }

    @Test
    void gapAmongIdsIsNamed() throws IOException {
        write("tokenizer.json", SENTENCE_PIECE_JSON.replace("\"▁a\": 2", "\"▁a\": 7"));

        assertThatThrownBy(() -> read(VocabularyStyle.LLAMA, 9))
                .isInstanceOf(VocabularyException.class)
                .hasMessage(folder.resolve("tokenizer.json")
                        + ": no token has the id 2, but one has 3. A vocabulary of this"
                        + " kind must have no gaps; the file is broken.");
    }

    @Test
    void templatesOfAListAreWrittenByName() throws IOException {
        writeModel();
        write("tokenizer_config.json", """
                {"chat_template": [{"name": "tool use", "template": "T"}, {"name": "default", "template": "D"},
                                   {"name": "", "template": "none"}]}
                """);

        Vocabulary vocabulary = read(VocabularyStyle.GEMMA, 4);

        assertThat(vocabulary.entries())
                .containsEntry("tokenizer.chat_template.tool_use", GgufValue.string("T"))
                .containsEntry("tokenizer.chat_templates", GgufValue.strings(List.of("tool_use")))
                .containsEntry("tokenizer.chat_template", GgufValue.string("D"))
                .containsEntry("tokenizer.ggml.add_space_prefix", GgufValue.bool(false));
    }

    @Test
    void templatesOfFilesAreWrittenByFileName() throws IOException {
        writeModel();
        write("tokenizer_config.json", "{\"bos_token\": \"<s>\"}");
        write("chat_template.jinja", "one\r\ntwo");
        Files.createDirectory(folder.resolve("additional_chat_templates"));
        write("additional_chat_templates/rag.jinja", "R");

        Vocabulary vocabulary = read(VocabularyStyle.QWEN, 4);

        assertThat(vocabulary.entries())
                .containsEntry("tokenizer.chat_template", GgufValue.string("one\ntwo"))
                .containsEntry("tokenizer.chat_template.rag", GgufValue.string("R"));
    }

    @Test
    void unknownPreTokenizerIsRefusedWithItsHash() throws IOException {
        write("tokenizer.json", BYTE_LEVEL);

        String hash = PreTokenizers.hash(PROBE_IDS);
        assertThatThrownBy(() -> read(VocabularyStyle.BYTE_LEVEL_BPE, 3))
                .isInstanceOf(VocabularyException.class)
                .hasMessageStartingWith(
                        folder.resolve("tokenizer.json") + ": llama.cpp has no pre-tokenizer like that of this"
                                + " byte-level tokenizer: the hash of its token ids for the probe text is " + hash
                                + ", and the 91 known hashes belong to a.x-4.0, afmoe, ")
                .hasMessageEndingWith(", youtu. If the model is a fine-tuning, take the tokenizer.json and"
                        + " tokenizer_config.json of its base model; otherwise wait until llama.cpp supports it.");
    }

    /** Of the probe's letters the tokenizer knows the a and the b. */
    private static final int[] PROBE_IDS = PreTokenizers.PROBE
            .codePoints()
            .filter(c -> c == 'a' || c == 'b')
            .map(c -> c - 'a')
            .toArray();

    @Test
    void hashIsThatOfAListAsPythonWritesIt() {
        assertThat(PreTokenizers.hash(new int[] {1, 22, 333}))
                .isEqualTo("276d8737d9d5a80805e0731e8d5ae18972a8e3ba721f4988f67151c6e9159068");
    }

    @Test
    void foldersWithoutTokenizerAreNamedWithTheNextStep() {
        assertThatThrownBy(() -> read(VocabularyStyle.LLAMA, 4))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(
                        folder + " has no tokenizer this converter reads: neither tokenizer.json nor tokenizer.model is"
                                + " there. Download the model's tokenizer files; if it has only vocab.json, merges.txt or tekken.json,"
                                + " save its tokenizer with transformers, which writes tokenizer.json.");
        assertThatThrownBy(() -> read(VocabularyStyle.GEMMA, 4))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(folder.resolve("tokenizer.model")
                        + " does not exist, and models of this family are converted from"
                        + " it. Download it from the model's page.");
    }

    @Test
    void brokenModelIsRefused() throws IOException {
        write("tokenizer.model", "\nthis is no protobuf");

        assertThatThrownBy(() -> read(VocabularyStyle.GEMMA, 4))
                .isInstanceOf(VocabularyException.class)
                .hasMessageStartingWith(folder.resolve("tokenizer.model") + ": it is no sentencepiece model: ")
                .hasMessageEndingWith(" Download it again.");
    }

    @Test
    void emptyModelIsRefused() throws IOException {
        write("tokenizer.model", "");

        assertThatThrownBy(() -> read(VocabularyStyle.GEMMA, 4))
                .isInstanceOf(VocabularyException.class)
                .hasMessage(folder.resolve("tokenizer.model")
                        + ": it is no sentencepiece model: among its 0 pieces is none for"
                        + " what is unknown. Download it again.");
    }

    @Test
    void absurdSizeIsRefusedBeforeAnythingIsAllocated() throws IOException {
        writeModel();

        assertThatThrownBy(() -> read(VocabularyStyle.GEMMA, 2_000_000_000))
                .isInstanceOf(VocabularyException.class)
                .hasMessage(
                        folder + ": the vocabulary would have 2000000000 tokens; 1 to 16777216 are possible. Look at"
                                + " vocab_size in config.json.");
    }

    @Test
    void brokenConfigurationIsNamed() throws IOException {
        writeModel();
        write("tokenizer_config.json", "{\"a\": }");

        assertThatThrownBy(() -> read(VocabularyStyle.GEMMA, 4))
                .isInstanceOf(VocabularyException.class)
                .hasMessageStartingWith(folder.resolve("tokenizer_config.json") + ": it is no JSON: ")
                .hasMessageEndingWith("(line 1). Download it again.");
    }

    @Test
    void negativeSpecialTokenIsRefusedAsByTheReference() throws IOException {
        writeModel();
        write("config.json", "{\"pad_token_id\": -1}");

        assertThatThrownBy(() -> read(VocabularyStyle.GEMMA, 4))
                .isInstanceOf(VocabularyException.class)
                .hasMessage(folder.resolve("config.json")
                        + ": the special token pad has the id -1; ids are 0 to 4294967295."
                        + " Correct pad_token_id, or take it out.");
    }

    private Vocabulary read(VocabularyStyle style, int size) throws IOException {
        return VocabularyReader.read(folder, style, OptionalInt.of(size));
    }

    private static List<String> strings(Vocabulary vocabulary) {
        return value(vocabulary, "tokens").asStrings();
    }

    private static GgufValue value(Vocabulary vocabulary, String key) {
        return vocabulary.entries().get("tokenizer.ggml." + key);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    /** Four pieces: the unknown, a control, a word and a byte. */
    private void writeModel() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream model = CodedOutputStream.newInstance(bytes);
        model.writeByteArray(1, piece("<unk>", 0, 2));
        model.writeByteArray(1, piece("<s>", 0, 3));
        model.writeByteArray(1, piece("▁a", -1.5F, 1));
        model.writeByteArray(1, piece("<0x0A>", 0, 6));
        model.writeString(2, "the trainer's settings, which are passed over");
        model.flush();
        Files.write(folder.resolve("tokenizer.model"), bytes.toByteArray());
    }

    private static byte[] piece(String text, float score, int type) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream piece = CodedOutputStream.newInstance(bytes);
        piece.writeString(1, text);
        piece.writeFloat(2, score);
        piece.writeEnum(3, type);
        piece.flush();
        return bytes.toByteArray();
    }
}
