package org.aethercreator.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.aethercreator.storage.CacheFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenizerTest {
    /** Merges a and b, begins a text with a special token, and asks for two ids at most. */
    private static final String TINY = """
            {"version": "1.0",
             "truncation": {"direction": "Right", "max_length": 2, "strategy": "LongestFirst", "stride": 0},
             "padding": {"strategy": {"Fixed": 9}, "direction": "Right", "pad_to_multiple_of": null, "pad_id": 0,
                         "pad_type_id": 0, "pad_token": "a"},
             "added_tokens": [{"id": 4, "content": "<s>", "single_word": false, "lstrip": false, "rstrip": false,
                               "normalized": false, "special": true}],
             "normalizer": null,
             "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": false},
             "post_processor": {"type": "TemplateProcessing",
               "single": [{"SpecialToken": {"id": "<s>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}],
               "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}],
               "special_tokens": {"<s>": {"id": "<s>", "ids": [4], "tokens": ["<s>"]}}},
             "decoder": {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": false},
             "model": {"type": "BPE", "dropout": null, "unk_token": null, "continuing_subword_prefix": null,
                       "end_of_word_suffix": null, "fuse_unk": false, "byte_fallback": false,
                       "vocab": {"a": 0, "b": 1, "ab": 2, "Ġ": 3}, "merges": ["a b"]}}
            """;

    @TempDir
    private Path folder;

    @Test
    void textBecomesAllItsIdsAndComesBack() throws IOException {
        try (Tokenizer tokenizer = open(TINY)) {
            assertThat(tokenizer.encode("ab a ab", false)).containsExactly(2, 3, 0, 3, 2);
            assertThat(tokenizer.decode(new int[] {2, 3, 0, 3, 2}, true)).isEqualTo("ab a ab");
        }
    }

    @Test
    void specialTokensAreAddedAndShownOnlyIfWanted() throws IOException {
        try (Tokenizer tokenizer = open(TINY)) {
            assertThat(tokenizer.encode("ab", true)).containsExactly(4, 2);
            assertThat(tokenizer.decode(new int[] {4, 2}, true)).isEqualTo("<s>ab");
            assertThat(tokenizer.decode(new int[] {4, 2}, false)).isEqualTo("ab");
        }
    }

    @Test
    void tokensAndIdsAreFoundByEachOther() throws IOException {
        try (Tokenizer tokenizer = open(TINY)) {
            assertThat(tokenizer.size()).isEqualTo(5);
            assertThat(tokenizer.idOf("Ġ")).hasValue(3);
            assertThat(tokenizer.idOf("c")).isEmpty();
            assertThat(tokenizer.tokenOf(4)).hasValue("<s>");
            assertThat(tokenizer.tokenOf(5)).isEmpty();
            assertThat(tokenizer.file().vocabularySize()).isEqualTo(4);
        }
    }

    @Test
    void negativeIdIsRefused() throws IOException {
        try (Tokenizer tokenizer = open(TINY)) {
            assertThatThrownBy(() -> tokenizer.decode(new int[] {0, -1}, true))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("token id -1 is negative");
        }
    }

    @Test
    void nativeLibraryLiesInOurCacheAndReportsNothing() throws IOException {
        open(TINY).close();

        assertThat(CacheFolder.root().resolve("natives").resolve("tokenizers")).isNotEmptyDirectory();
        assertThat(System.getProperty("OPT_OUT_TRACKING")).isEqualTo("true");
        assertThat(System.getProperty("RUST_FLAVOR")).isNull();
        assertThat(System.getProperty("ENGINE_CACHE_DIR")).isNull();
    }

    @Test
    void missingFileIsNamed() {
        assertThatThrownBy(() -> Tokenizer.open(folder))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(folder.resolve("tokenizer.json")
                        + " does not exist; a Hugging Face folder keeps its tokenizer there");
    }

    @Test
    void brokenJsonIsNamedWithItsPlace() {
        assertThatThrownBy(() -> open("{\"model\": {\"vocab\": {\"a\": 0,, \"b\": 1}}}"))
                .isInstanceOf(TokenizerException.class)
                .hasMessageStartingWith(
                        folder.resolve("tokenizer.json") + " is no tokenizer.json: Unexpected character (','")
                .hasMessageEndingWith("(line 1, column 29). Download it again.");
    }

    @Test
    void twoTokensWithOneIdAreRefused() {
        assertThatThrownBy(() -> open(TINY.replace("\"b\": 1", "\"b\": 0")))
                .isInstanceOf(TokenizerException.class)
                .hasMessage(
                        folder.resolve("tokenizer.json") + ": the tokens 'a' and 'b' both have the id 0. Each id may"
                                + " belong to one token; the file is broken.");
    }

    @Test
    void idsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> open(TINY.replace("\"b\": 1", "\"b\": 4000000000")))
                .isInstanceOf(TokenizerException.class)
                .hasMessage(
                        folder.resolve("tokenizer.json") + " is no tokenizer.json: the token 'b' has the id 4000000000;"
                                + " ids are 0 to 16777215. Download it again.");
    }

    @Test
    void otherJsonIsRefused() {
        assertThatThrownBy(() -> open("{\"name\": 1}"))
                .isInstanceOf(TokenizerException.class)
                .hasMessage(folder.resolve("tokenizer.json")
                        + " is no tokenizer.json: it has no model. Download it again.");
    }

    @Test
    void libraryRefusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> open(TINY.replace("\"type\": \"BPE\"", "\"type\": \"Magic\"")))
                .isInstanceOf(TokenizerException.class)
                .hasMessageStartingWith(folder.resolve("tokenizer.json") + ": Hugging Face's tokenizers refuse it: ")
                .hasMessageEndingWith(". It may be broken, or made by a newer version of the library.");
    }

    private Tokenizer open(String json) throws IOException {
        Files.writeString(folder.resolve("tokenizer.json"), json);
        return Tokenizer.open(folder);
    }
}
