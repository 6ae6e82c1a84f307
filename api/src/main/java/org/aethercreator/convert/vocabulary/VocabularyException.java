package org.aethercreator.convert.vocabulary;

import java.nio.file.Path;
import org.aethercreator.tokenizer.TokenizerException;

/** The tokenizer files of a model folder are broken, or of a kind for which llama.cpp has no equal. */
public final class VocabularyException extends RuntimeException {
    private final transient Path path;

    VocabularyException(Path path, String problem) {
        super(path + ": " + problem);
        this.path = path;
    }

    /** @param cause says which file it is about */
    VocabularyException(Path path, TokenizerException cause) {
        super(cause.getMessage(), cause);
        this.path = path;
    }

    /** The file, or the folder if a file is missing. */
    public Path path() {
        return path;
    }
}
