package org.aethercreator.kernel.protocol;

import org.jspecify.annotations.Nullable;

/** What arrived is no message of a front end that knows this kernel's key; it is to be dropped. */
public final class MessageFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MessageFormatException(String message) {
        this(message, null);
    }

    MessageFormatException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
