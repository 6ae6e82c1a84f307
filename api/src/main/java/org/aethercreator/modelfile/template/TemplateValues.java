package org.aethercreator.modelfile.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Ollama renders a template with: the messages of a chat, or a prompt and the suffix that the answer is to lead
 * to.
 *
 * @param prompt only with a suffix; a prompt without one is a message of the user
 * @param think whether the model is to think; null where the request does not say
 * @param thinkLevel {@code low}, {@code medium}, {@code high} or empty
 * @param clock what {@code currentDate} and {@code yesterdayDate} go by
 */
public record TemplateValues(
        List<Message> messages,
        List<Tool> tools,
        String prompt,
        String suffix,
        @Nullable Boolean think,
        String thinkLevel,
        Clock clock) {
    public TemplateValues {
        messages = List.copyOf(messages);
        tools = List.copyOf(tools);
    }

    /** A chat, on this machine's clock. */
    public static TemplateValues of(List<Message> messages) {
        return new TemplateValues(messages, List.of(), "", "", null, "", Clock.system(ZoneId.systemDefault()));
    }

    /** A chat, on this machine's clock. */
    public static TemplateValues of(Message... messages) {
        return of(List.of(messages));
    }

    /** Text before and after what the model is to insert, on this machine's clock. */
    public static TemplateValues between(String prompt, String suffix) {
        return new TemplateValues(List.of(), List.of(), prompt, suffix, null, "", Clock.system(ZoneId.systemDefault()));
    }

    public TemplateValues withTools(List<Tool> offered) {
        return new TemplateValues(messages, offered, prompt, suffix, think, thinkLevel, clock);
    }

    public TemplateValues withThink(boolean thinks, String level) {
        return new TemplateValues(messages, tools, prompt, suffix, thinks, level, clock);
    }

    public TemplateValues withClock(Clock other) {
        return new TemplateValues(messages, tools, prompt, suffix, think, thinkLevel, other);
    }

    /**
     * One turn of a chat.
     *
     * @param role system, user, assistant or tool; lower-cased, as Ollama does
     * @param images in Base64
     * @param toolName which tool answers here
     * @param toolCallId which call of it
     */
    public record Message(
            String role,
            String content,
            String thinking,
            List<String> images,
            List<ToolCall> toolCalls,
            String toolName,
            String toolCallId) {
        public Message {
            role = role.toLowerCase(Locale.ROOT);
            images = List.copyOf(images);
            toolCalls = List.copyOf(toolCalls);
        }

        public static Message of(String role, String content) {
            return new Message(role, content, "", List.of(), List.of(), "", "");
        }

        public static Message system(String content) {
            return of("system", content);
        }

        public static Message user(String content) {
            return of("user", content);
        }

        public static Message assistant(String content) {
            return of("assistant", content);
        }

        /** A message as Ollama's API writes it in JSON. */
        public static Message ofJson(String text) {
            JsonNode json = OllamaData.read(text);
            List<String> images = new ArrayList<>();
            json.path("images").forEach(image -> images.add(image.asText()));
            List<ToolCall> calls = new ArrayList<>();
            json.path("tool_calls").forEach(call -> calls.add(toolCall(call)));
            return new Message(
                    json.path("role").asText(),
                    json.path("content").asText(),
                    json.path("thinking").asText(),
                    images,
                    calls,
                    json.path("tool_name").asText(),
                    json.path("tool_call_id").asText());
        }
    }

    private static ToolCall toolCall(JsonNode json) {
        JsonNode function = json.path("function");
        return new ToolCall(
                json.path("id").asText(),
                function.path("index").asInt(),
                function.path("name").asText(),
                OllamaData.map(function.path("arguments")));
    }

    /**
     * The model calls a tool.
     *
     * @param arguments values as in JSON: texts, numbers, booleans, lists, maps; null if there are none
     */
    public record ToolCall(
            String id, int index, String name, @Nullable Map<String, ?> arguments) {
        public static ToolCall of(String name, Map<String, ?> arguments) {
            return new ToolCall("", 0, name, arguments);
        }
    }

    /**
     * A function that the model may call.
     *
     * @param items hardly ever given, for Ollama's API knows it; a value as in JSON
     * @param parameters the JSON Schema of its arguments, as maps and lists; null if there is none
     */
    public record Tool(
            String type,
            @Nullable Object items,
            String name,
            String description,
            @Nullable Map<String, ?> parameters) {
        public static Tool function(String name, String description, Map<String, ?> parameters) {
            return new Tool("function", null, name, description, parameters);
        }

        public static Tool function(String name, String description) {
            return new Tool("function", null, name, description, null);
        }

        /** A tool as Ollama's API writes it in JSON. */
        public static Tool ofJson(String text) {
            JsonNode json = OllamaData.read(text);
            JsonNode function = json.path("function");
            return new Tool(
                    json.path("type").asText(),
                    OllamaData.value(json.get("items")),
                    function.path("name").asText(),
                    function.path("description").asText(),
                    OllamaData.map(function.path("parameters")));
        }
    }
}
