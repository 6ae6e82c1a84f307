package org.aethercreator.chat;

import org.jspecify.annotations.Nullable;

/** A conversation that no prompt can be made of. The message says why and what to do. */
public final class ChatException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ChatException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
