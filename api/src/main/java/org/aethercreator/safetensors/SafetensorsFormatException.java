package org.aethercreator.safetensors;

import java.nio.file.Path;

/** A file is no safetensors file or index, or is damaged. */
public final class SafetensorsFormatException extends RuntimeException {
    private final transient Path path;
    private final long offset;

    SafetensorsFormatException(Path path, long offset, String message) {
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
