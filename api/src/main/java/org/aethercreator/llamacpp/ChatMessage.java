package org.aethercreator.llamacpp;

/**
 * One turn of a conversation.
 *
 * @param role who speaks, as the model's template names it: {@code system}, {@code user} or {@code assistant}
 */
public record ChatMessage(String role, String content) {
    public ChatMessage {
        if (role.isBlank()) {
            throw new IllegalArgumentException(
                    "the role of a chat message is empty; use \"system\", \"user\" or \"assistant\"");
        }
    }

    /** What sets the model's behaviour for the whole conversation. */
    public static ChatMessage system(String content) {
        return new ChatMessage("system", content);
    }

    public static ChatMessage user(String content) {
        return new ChatMessage("user", content);
    }

    public static ChatMessage assistant(String content) {
        return new ChatMessage("assistant", content);
    }
}
