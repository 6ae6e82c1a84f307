package org.aethercreator.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The lines of an answer of a model: hands the pieces on and keeps the whole. */
final class AnswerLines implements Consumer<JsonNode> {
    private final Consumer<OllamaAnswer.Part> parts;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder thinking = new StringBuilder();
    private final List<OllamaAnswer.ToolCall> toolCalls = new ArrayList<>();
    private @Nullable JsonNode last;

    AnswerLines(Consumer<OllamaAnswer.Part> parts) {
        this.parts = parts;
    }

    @Override
    public void accept(JsonNode line) {
        // A chat's line has its texts in a message, that of a completion has them itself.
        JsonNode content = line.has("message") ? line.path("message") : line;
        String newText =
                content.path(line.has("message") ? "content" : "response").asText();
        String newThinking = content.path("thinking").asText();
        text.append(newText);
        thinking.append(newThinking);
        toolCalls.addAll(AnswerJson.toolCalls(content.path("tool_calls")));
        if (line.path("done").asBoolean()) {
            last = line;
        }
        if (!newText.isEmpty() || !newThinking.isEmpty()) {
            parts.accept(new OllamaAnswer.Part(newText, newThinking));
        }
    }

    OllamaAnswer answer(Call call, int lines) {
        if (last == null) {
            throw Failures.withoutEnd(call, lines, "\"done\"");
        }
        return new OllamaAnswer(
                text.toString(),
                thinking.toString(),
                toolCalls,
                last.path("done_reason").asText(),
                AnswerJson.timings(last));
    }
}
