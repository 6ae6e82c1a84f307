package org.aethercreator.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.aethercreator.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GgufVocabularyTest {
    @TempDir
    private Path folder;

    @Test
    void tokensAreFoundByTheKeysThatNameThem() throws Exception {
        try (GgufFile file = file("gpt2", "<s>", "a", "</s>", "<|tool|>")) {
            GgufVocabulary vocabulary = GgufVocabulary.of(file.metadata());
            assertThat(vocabulary.tokens()).containsExactly("<s>", "a", "</s>", "<|tool|>");
            assertThat(vocabulary.special()).containsExactly("<s>", "</s>", "<|tool|>");
            assertThat(vocabulary.token("tokenizer.ggml.eos_token_id")).hasValue("</s>");
            assertThat(vocabulary.token("tokenizer.ggml.eot_token_id"))
                    .as("beyond the list")
                    .isEmpty();
            assertThat(vocabulary.token("tokenizer.ggml.bos_token_id")).isEmpty();
        }
    }

    /** Spelled by GPT-2's bytes_to_unicode in Python. */
    @Test
    void bytePairVocabulariesSpellBytes() throws Exception {
        try (GgufFile file = file("gpt2", "User", ":", "ĠGrÃ¶ÃŁe", "Ċ", "Âł", "ðŁĲ»")) {
            GgufVocabulary vocabulary = GgufVocabulary.of(file.metadata());
            assertThat(List.of("User", ":", " Größe", "\n", "\u00A0", "🐻")).noneMatch(vocabulary::isSplit);
            assertThat(List.of("User:", "Größe", "\r", "🐼")).allMatch(vocabulary::isSplit);
        }
    }

    @Test
    void sentencePieceSpellsSpaces() throws Exception {
        try (GgufFile file = file("llama", "▁User", "▁two▁words", ":")) {
            GgufVocabulary vocabulary = GgufVocabulary.of(file.metadata());
            assertThat(List.of("User", " User", "two words", ":")).noneMatch(vocabulary::isSplit);
            assertThat(List.of("User:", "words")).allMatch(vocabulary::isSplit);
        }
    }

    @Test
    void nothingIsSaidOfOtherFamilies() throws Exception {
        try (GgufFile file = file("rwkv", "a")) {
            assertThat(GgufVocabulary.of(file.metadata()).isSplit("b")).isFalse();
        }
    }

    private GgufFile file(String family, String... tokens) throws Exception {
        Path path = folder.resolve("m.gguf");
        GgufWriter.create()
                .set("general.architecture", GgufValue.string("llama"))
                .set("tokenizer.ggml.model", GgufValue.string(family))
                .set("tokenizer.ggml.tokens", GgufValue.strings(List.of(tokens)))
                .set("tokenizer.ggml.token_type", GgufValue.integers(GgufType.INT32, 3, 1, 3, 4))
                .set("tokenizer.ggml.eos_token_id", GgufValue.uint32(2))
                .set("tokenizer.ggml.eot_token_id", GgufValue.uint32(99))
                .write(path, Progress.none());
        return GgufFile.open(path);
    }
}
