package org.aethercreator.ollama;

import java.util.OptionalInt;

/**
 * An Ollama server cannot be reached, refused, failed, or answered what no Ollama answers. The message says what to do
 * next.
 */
public final class OllamaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What kind of thing went wrong; a program decides by it, a person reads the message. */
    public enum Reason {
        /** No server answers at the address. */
        UNREACHABLE,
        /** The server has no model of that name. */
        MODEL_NOT_FOUND,
        /** The request is wrong, or asks for what the model cannot do. */
        REFUSED,
        /** An account at ollama.com is needed. */
        UNAUTHORIZED,
        /** The request was ended before its answer was complete. */
        CANCELLED,
        /** Too many requests wait already. */
        BUSY,
        /** Something failed in the server. */
        SERVER_FAILED,
        /** The answer is not that of an Ollama, or of one that does not know the request. */
        NOT_OLLAMA,
        /** The answer broke off. */
        BROKEN_OFF,
        /** No answer came in time. */
        TIMED_OUT
    }

    private final Reason reason;
    private final int status;
    private final String body;

    OllamaException(Reason reason, int status, String body, String message) {
        super(message);
        this.reason = reason;
        this.status = status;
        this.body = body;
    }

    OllamaException(Reason reason, int status, String body, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.status = status;
        this.body = body;
    }

    public Reason reason() {
        return reason;
    }

    /** The HTTP status, 200 for an error within a stream; empty if no answer came. */
    public OptionalInt status() {
        return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
    }

    /** What the server sent as it stands, or the line of a stream that tells of the error; may be cut, may be empty. */
    public String body() {
        return body;
    }
}
