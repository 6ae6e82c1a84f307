package org.aethercreator.notebooks;

import java.io.IOException;
import java.nio.file.Path;

/** A notebook did not run to its end; what went wrong has been printed. */
public final class NotebookFailedException extends IOException {
    private static final long serialVersionUID = 1L;

    NotebookFailedException(Path copy) {
        super("The notebook failed. Its copy with the outputs up to there, if it was started, is " + copy);
    }

    /** None: it would hide what has been printed. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
