package org.aethercreator.tokenizer;

/** A tokenizer.json is broken, or the native library that runs it is missing on this machine. */
public final class TokenizerException extends RuntimeException {
    TokenizerException(String message) {
        super(message);
    }

    TokenizerException(String message, Throwable cause) {
        super(message, cause);
    }
}
