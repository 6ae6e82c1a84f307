package org.aethercreator.quantize.imatrix;

import java.nio.file.Path;

/** A file holds no importance matrix, or a damaged one. */
public final class ImatrixFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Path path;
    private final long offset;

    ImatrixFormatException(Path path, long offset, String fault) {
        super(path + " is not a sound importance matrix: " + fault + " (at byte " + offset
                + "). Collect it again, or get the file again.");
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
