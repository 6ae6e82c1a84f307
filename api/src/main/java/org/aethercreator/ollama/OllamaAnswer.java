package org.aethercreator.ollama;

import java.util.List;

/**
 * A whole answer.
 *
 * @param text what was streamed, joined
 * @param thinking what the model thought before, apart from the text where the server can tell them apart; else empty
 * @param toolCalls functions that the model wants to be called
 * @param doneReason why it ended: {@code stop}, or {@code length} at num_predict or the end of the context
 */
public record OllamaAnswer(
        String text, String thinking, List<ToolCall> toolCalls, String doneReason, OllamaTimings timings) {

    /** A piece of an answer as it arrives, usually a token; one of both texts is mostly empty. */
    public record Part(String text, String thinking) {}

    /**
     * A function that the model wants to be called.
     *
     * @param id empty if the server gives none
     * @param arguments a JSON object
     */
    public record ToolCall(String id, String name, String arguments) {}

    public OllamaAnswer {
        toolCalls = List.copyOf(toolCalls);
    }

    /** Whether it was cut at num_predict or at the end of the context. */
    public boolean cut() {
        return doneReason.equals("length");
    }

    /** As the turn of a conversation. */
    public ChatRequest.Message message() {
        return new ChatRequest.Message("assistant", text, thinking, List.of(), toolCalls, "");
    }
}
