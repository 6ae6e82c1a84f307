package org.aethercreator.ollama;

import java.util.ArrayList;
import java.util.List;

/**
 * A conversation whose next turn the model writes. The MESSAGE lines of its Modelfile come before.
 *
 * @param tools functions that the model may call, as a JSON array in Ollama's (and OpenAI's) form; empty for none
 */
public record ChatRequest(String model, List<Message> messages, String tools, OllamaOptions options) {
    /**
     * One turn.
     *
     * @param role {@code system}, {@code user}, {@code assistant} or {@code tool}
     * @param thinking what the model thought before it answered; empty for none
     * @param images encoded, such as PNG, for models that see
     * @param toolCalls what an assistant wanted to be called
     * @param toolName whose result this is, of the role {@code tool}; empty for none
     */
    public record Message(
            String role,
            String content,
            String thinking,
            List<byte[]> images,
            List<OllamaAnswer.ToolCall> toolCalls,
            String toolName) {
        public Message {
            images = List.copyOf(images);
            toolCalls = List.copyOf(toolCalls);
            if (role.isBlank()) {
                throw new IllegalArgumentException(
                        "The role of a message is empty; use system, user, assistant or tool.");
            }
        }

        public static Message of(String role, String content) {
            return new Message(role, content, "", List.of(), List.of(), "");
        }

        public static Message user(String content) {
            return of("user", content);
        }

        public static Message system(String content) {
            return of("system", content);
        }

        public static Message assistant(String content) {
            return of("assistant", content);
        }

        public Message withImages(List<byte[]> images) {
            return new Message(role, content, thinking, images, toolCalls, toolName);
        }
    }

    public ChatRequest {
        ModelName.checked(model);
        messages = List.copyOf(messages);
    }

    public static ChatRequest of(String model, Message... messages) {
        return new ChatRequest(model, List.of(messages), "", OllamaOptions.standard());
    }

    public ChatRequest withMessages(List<Message> messages) {
        return new ChatRequest(model, messages, tools, options);
    }

    public ChatRequest withTools(String tools) {
        return new ChatRequest(model, messages, tools, options);
    }

    public ChatRequest withOptions(OllamaOptions options) {
        return new ChatRequest(model, messages, tools, options);
    }

    /** The conversation with the answer and another turn of the user. */
    public ChatRequest next(OllamaAnswer answer, String userMessage) {
        List<Message> all = new ArrayList<>(messages);
        all.add(answer.message());
        all.add(Message.user(userMessage));
        return withMessages(all);
    }
}
