package org.aethercreator.kernel.magic;

import org.jspecify.annotations.Nullable;

/** Says what is wrong with the use of a magic. The message is for the user and is shown alone. */
public final class MagicException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MagicException(String message) {
        this(message, null);
    }

    public MagicException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
