package org.aethercreator.gguf;

import java.nio.file.Path;

/** A file is no GGUF file, is damaged, or does not hold what was asked for. */
public final class GgufFormatException extends RuntimeException {
    private final transient Path path;
    private final long offset;

    GgufFormatException(Path path, long offset, String message) {
        super(path + ": " + message + " (at byte " + offset + ")");
        this.path = path;
        this.offset = offset;
    }

    /** The file. */
    public Path path() {
        return path;
    }

    /** Where in the file, in bytes from its beginning, the fault was found. */
    public long offset() {
        return offset;
    }
}
