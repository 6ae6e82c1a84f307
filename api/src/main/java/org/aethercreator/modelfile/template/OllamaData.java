package org.aethercreator.modelfile.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.aethercreator.modelfile.template.TemplateValues.Message;
import org.aethercreator.modelfile.template.TemplateValues.Tool;
import org.aethercreator.modelfile.template.TemplateValues.ToolCall;
import org.jspecify.annotations.Nullable;

/** Turns Java's values into those of Go that Ollama's types describe. */
final class OllamaData {
    private static final int DEEPEST_JSON = 100;
    private static final ObjectMapper JSON = new ObjectMapper();

    private OllamaData() {}

    /** The dot of a template: a map from names to values of any type. */
    static GoValue dot(Map<String, GoValue> values) {
        Map<String, GoValue> boxed = new TreeMap<>();
        values.forEach((name, value) -> boxed.put(name, GoValue.boxed(value)));
        return new GoValue(GoType.MAP, boxed);
    }

    static GoValue text(String text) {
        return GoValue.of(GoText.bytes(text));
    }

    static GoValue messages(List<Message> messages) {
        return slice(
                OllamaTypes.MESSAGES,
                messages.stream()
                        .map(message -> new GoValue(OllamaTypes.MESSAGE_POINTER, message(message)))
                        .toList());
    }

    private static GoValue message(Message message) {
        return struct(
                OllamaTypes.MESSAGE,
                text(message.role()),
                text(message.content()),
                text(message.thinking()),
                slice(
                        OllamaTypes.IMAGES,
                        message.images().stream().map(OllamaData::image).toList()),
                slice(
                        OllamaTypes.TOOL_CALLS,
                        message.toolCalls().stream().map(OllamaData::toolCall).toList()),
                text(message.toolName()),
                text(message.toolCallId()));
    }

    /** @throws IllegalArgumentException if {@code text} is no JSON */
    static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + e.getMessage(), e);
        }
    }

    /** The members of an object; null if it is none. */
    static @Nullable Map<String, ?> map(JsonNode json) {
        return json.isObject() ? JSON.convertValue(json, new TypeReference<LinkedHashMap<String, Object>>() {}) : null;
    }

    static @Nullable Object value(@Nullable JsonNode json) {
        return json == null ? null : JSON.convertValue(json, Object.class);
    }

    private static GoValue image(String base64) {
        byte[] bytes = Base64.getDecoder().decode(base64);
        List<GoValue> values = new ArrayList<>(bytes.length);
        for (byte value : bytes) {
            values.add(GoValue.ofByte((char) (value & 0xFF)));
        }
        return GoValue.slice(OllamaTypes.IMAGE, values);
    }

    private static GoValue toolCall(ToolCall call) {
        GoValue arguments = new GoValue(
                OllamaTypes.ARGUMENTS,
                call.arguments() == null ? null : entries(JSON.valueToTree(call.arguments()), 0));
        return struct(
                OllamaTypes.TOOL_CALL,
                text(call.id()),
                struct(OllamaTypes.CALLED_FUNCTION, GoValue.of(call.index()), text(call.name()), arguments));
    }

    static GoValue tools(List<Tool> tools) {
        return slice(OllamaTypes.TOOLS, tools.stream().map(OllamaData::tool).toList());
    }

    private static GoValue tool(Tool tool) {
        JsonNode schema = tool.parameters() == null ? MissingNode.getInstance() : JSON.valueToTree(tool.parameters());
        JsonNode properties = schema.path("properties");
        GoValue parameters = struct(
                OllamaTypes.PARAMETERS,
                text(schema.path("type").asText()),
                GoValue.boxed(any(schema.get("$defs"), 0)),
                GoValue.boxed(any(schema.get("items"), 0)),
                strings(GoType.STRINGS, schema.path("required")),
                new GoValue(
                        OllamaTypes.PROPERTIES,
                        properties.isObject() ? new TreeMap<>(properties(properties, 0)) : null));
        return struct(
                OllamaTypes.TOOL,
                text(tool.type()),
                GoValue.boxed(any(tool.items() == null ? null : JSON.valueToTree(tool.items()), 0)),
                struct(OllamaTypes.FUNCTION, text(tool.name()), text(tool.description()), parameters));
    }

    private static Map<String, GoValue> properties(JsonNode object, int depth) {
        Map<String, GoValue> properties = new LinkedHashMap<>();
        object.properties()
                .forEach(entry -> properties.put(GoText.bytes(entry.getKey()), property(entry.getValue(), depth + 1)));
        return properties;
    }

    private static GoValue property(JsonNode json, int depth) {
        checkDepth(depth);
        List<GoValue> anyOf = new ArrayList<>();
        json.path("anyOf").forEach(option -> anyOf.add(property(option, depth + 1)));
        JsonNode nested = json.path("properties");
        GoValue ordered = nested.isObject()
                ? struct(
                        OllamaTypes.PROPERTIES_MAP,
                        new GoValue(OllamaTypes.PROPERTIES_MAP.members().get(0).type(), properties(nested, depth)))
                : null;
        return struct(
                OllamaTypes.PROPERTY,
                json.path("anyOf").isArray()
                        ? GoValue.slice(OllamaTypes.anyOf(), anyOf)
                        : OllamaTypes.anyOf().zero(),
                strings(OllamaTypes.PROPERTY_TYPE, json.path("type")),
                GoValue.boxed(any(json.get("items"), depth)),
                text(json.path("description").asText()),
                json.path("enum").isArray() ? any(json.get("enum"), depth) : GoType.ANYS.zero(),
                new GoValue(OllamaTypes.PROPERTIES_POINTER, ordered),
                strings(GoType.STRINGS, json.path("required")));
    }

    /** A text or an array of texts; nil if it is neither. */
    private static GoValue strings(GoType type, JsonNode json) {
        List<GoValue> texts = new ArrayList<>();
        json.forEach(text -> texts.add(text(text.asText())));
        if (json.isTextual()) {
            texts.add(text(json.asText()));
        }
        return json.isTextual() || json.isArray() ? GoValue.slice(type, texts) : type.zero();
    }

    /** As Go reads JSON into a variable of any type: all numbers are {@code float64}. */
    private static GoValue any(@Nullable JsonNode json, int depth) {
        checkDepth(depth);
        if (json == null || json.isNull() || json.isMissingNode()) {
            return GoValue.INVALID;
        }
        if (json.isObject()) {
            return new GoValue(GoType.MAP, entries(json, depth));
        }
        if (json.isArray()) {
            List<GoValue> elements = new ArrayList<>();
            json.forEach(element -> elements.add(GoValue.boxed(any(element, depth + 1))));
            return GoValue.slice(GoType.ANYS, elements);
        }
        if (json.isBoolean()) {
            return GoValue.of(json.asBoolean());
        }
        return json.isNumber() ? GoValue.of(json.asDouble()) : text(json.asText());
    }

    private static Map<String, GoValue> entries(JsonNode object, int depth) {
        Map<String, GoValue> entries = new TreeMap<>();
        object.properties()
                .forEach(entry ->
                        entries.put(GoText.bytes(entry.getKey()), GoValue.boxed(any(entry.getValue(), depth + 1))));
        return entries;
    }

    private static void checkDepth(int depth) {
        if (depth > DEEPEST_JSON) {
            throw new IllegalArgumentException("A tool's JSON is nested more than " + DEEPEST_JSON
                    + " deep; nest it less, for no model follows such a schema.");
        }
    }

    private static GoValue struct(GoType type, GoValue... fields) {
        return new GoValue(type, Arrays.asList(fields));
    }

    /** Ollama leaves empty lists nil. */
    private static GoValue slice(GoType type, List<GoValue> elements) {
        return elements.isEmpty() ? type.zero() : GoValue.slice(type, elements);
    }
}
