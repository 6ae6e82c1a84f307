package org.aethercreator.llamacpp.pack;

/** A native pack cannot be used on this machine, or is no native pack. The message says what to do next. */
public final class NativePackException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NativePackException(String message) {
        super(message);
    }

    NativePackException(String message, Throwable cause) {
        super(message, cause);
    }
}
