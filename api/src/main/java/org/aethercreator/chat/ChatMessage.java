package org.aethercreator.chat;

import java.util.ArrayList;
import java.util.List;
import org.aethercreator.modelfile.Modelfile;

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

    /** What comes before the user's first word: SYSTEM and MESSAGE, in the order in which Ollama sends them. */
    public static List<ChatMessage> opening(Modelfile modelfile) {
        List<ChatMessage> messages = new ArrayList<>();
        modelfile
                .system()
                .filter(text -> !text.isEmpty())
                .map(ChatMessage::system)
                .ifPresent(messages::add);
        modelfile
                .messages()
                .forEach(turn -> messages.add(new ChatMessage(turn.role().key(), turn.content())));
        return List.copyOf(messages);
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
