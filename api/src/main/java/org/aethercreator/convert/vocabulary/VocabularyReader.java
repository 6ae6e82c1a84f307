package org.aethercreator.convert.vocabulary;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;

/** Reads the tokenizer of a Hugging Face folder. */
public final class VocabularyReader {
    private VocabularyReader() {}

    /**
     * The {@code tokenizer.*} entries for a GGUF file. A vocabulary with fewer tokens than the model has rows is filled
     * up with unused ones.
     *
     * @param vocabularySize {@code vocab_size} of the model's configuration; if it has none, the tokenizer decides
     * @throws VocabularyException if the files are broken, or llama.cpp knows no tokenizer like it
     * @throws IOException if they cannot be read
     */
    public static Vocabulary read(Path folder, VocabularyStyle style, OptionalInt vocabularySize) throws IOException {
        if (java.nio.file.Files.isDirectory(folder)) {
            throw new VocabularyException(folder, style + " of " + vocabularySize + " cannot be read yet");
        }
        throw new java.nio.file.NoSuchFileException(folder.toString());
    }
}
