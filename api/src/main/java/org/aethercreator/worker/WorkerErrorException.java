package org.aethercreator.worker;

/** The worker could not do what was asked, and lives on. */
public final class WorkerErrorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What is at fault. */
    public enum Kind {
        /** A value that the caller gave. */
        ARGUMENT,
        /** A file. */
        INPUT_OUTPUT,
        /** The work itself. */
        FAILURE,
        /** Nothing: the caller cancelled. */
        CANCELLED
    }

    private final Kind kind;

    public WorkerErrorException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
