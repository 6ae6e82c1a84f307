package org.aethercreator.llamacpp;

import java.util.List;
import java.util.OptionalInt;

/** llama.cpp refused, failed, or took its worker process down. The message says what to do next. */
public final class LlamaCppException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> nativeLog;
    private final transient OptionalInt exitCode;

    LlamaCppException(String message) {
        super(message);
        this.nativeLog = List.of();
        this.exitCode = OptionalInt.empty();
    }

    LlamaCppException(String message, List<String> nativeLog, OptionalInt exitCode, Throwable cause) {
        super(message, cause);
        this.nativeLog = List.copyOf(nativeLog);
        this.exitCode = exitCode;
    }

    /** The last lines that llama.cpp and its process wrote, oldest first. */
    public List<String> nativeLog() {
        return nativeLog;
    }

    /** How the worker process ended, 128 + n for signal n; empty if it still runs. */
    public OptionalInt exitCode() {
        return exitCode;
    }
}
