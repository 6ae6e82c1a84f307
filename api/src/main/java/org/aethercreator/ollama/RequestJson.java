package org.aethercreator.ollama;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.aethercreator.modelfile.CreateRequest;

/** Requests as JSON. (The structs of {@code api/types.go} of Ollama 0.33.) */
final class RequestJson {
    private RequestJson() {}

    static ObjectNode model(String name) {
        return object().put("model", name);
    }

    static ObjectNode generate(GenerateRequest request) {
        ObjectNode json = model(request.model()).put("prompt", request.prompt());
        putUnlessEmpty(json, "suffix", request.suffix());
        request.system().ifPresent(text -> json.put("system", text));
        request.template().ifPresent(text -> json.put("template", text));
        if (request.raw()) {
            json.put("raw", true);
        }
        putImages(json, request.images());
        return withOptions(json, request.options());
    }

    static ObjectNode chat(ChatRequest request) {
        ObjectNode json = model(request.model());
        ArrayNode messages = json.putArray("messages");
        request.messages().forEach(message -> messages.add(message(message)));
        if (!request.tools().isBlank()) {
            json.set("tools", parsed("tools", request.tools()));
        }
        return withOptions(json, request.options());
    }

    private static ObjectNode message(ChatRequest.Message message) {
        ObjectNode json = object().put("role", message.role()).put("content", message.content());
        putUnlessEmpty(json, "thinking", message.thinking());
        putUnlessEmpty(json, "tool_name", message.toolName());
        putImages(json, message.images());
        for (OllamaAnswer.ToolCall call : message.toolCalls()) {
            ObjectNode wrapped = json.withArray("/tool_calls").addObject();
            putUnlessEmpty(wrapped, "id", call.id());
            wrapped.putObject("function")
                    .put("name", call.name())
                    .set("arguments", parsed("arguments of a tool call", call.arguments()));
        }
        return json;
    }

    private static ObjectNode withOptions(ObjectNode json, OllamaOptions options) {
        if (!options.parameters().isEmpty()) {
            json.set("options", OllamaHttp.JSON.valueToTree(options.parameters()));
        }
        if (!options.format().isEmpty()) {
            json.set("format", format(options.format()));
        }
        options.keepAlive().ifPresent(time -> json.put("keep_alive", duration(time)));
        if (options.think().equals("true") || options.think().equals("false")) {
            json.put("think", Boolean.parseBoolean(options.think()));
        } else {
            putUnlessEmpty(json, "think", options.think());
        }
        return json;
    }

    private static JsonNode format(String format) {
        return format.equals("json") ? OllamaHttp.JSON.getNodeFactory().textNode(format) : parsed("format", format);
    }

    /** As Go reads it; a negative one stands for ever. */
    static String duration(Duration duration) {
        return duration.toMillis() + "ms";
    }

    /** What {@code ollama create} sends, once the files are at the server. */
    static ObjectNode create(String name, CreateRequest request, String quantization, UploadedFiles files) {
        ObjectNode json = model(name);
        putUnlessEmpty(json, "quantize", quantization);
        putUnlessEmpty(json, "from", request.from());
        putDigests(json, "files", files.names(request.files()));
        putDigests(json, "adapters", files.names(request.adapters()));
        putDigests(json, "draft_files", files.names(request.draftFiles()));
        putUnlessEmpty(json, "template", request.template());
        putUnlessEmpty(json, "system", request.system());
        putUnlessEmpty(json, "renderer", request.renderer());
        putUnlessEmpty(json, "parser", request.parser());
        putUnlessEmpty(json, "requires", request.requires());
        if (!request.licenses().isEmpty()) {
            json.set("license", OllamaHttp.JSON.valueToTree(request.licenses()));
        }
        if (!request.parameters().isEmpty()) {
            json.set("parameters", OllamaHttp.JSON.valueToTree(request.parameters()));
        }
        for (CreateRequest.Message message : request.messages()) {
            json.withArray("/messages").addObject().put("role", message.role()).put("content", message.content());
        }
        return json;
    }

    private static void putDigests(ObjectNode json, String key, Map<String, String> digests) {
        if (!digests.isEmpty()) {
            json.set(key, OllamaHttp.JSON.valueToTree(digests));
        }
    }

    private static void putImages(ObjectNode json, List<byte[]> images) {
        images.forEach(
                image -> json.withArray("/images").add(Base64.getEncoder().encodeToString(image)));
    }

    private static void putUnlessEmpty(ObjectNode json, String key, String text) {
        if (!text.isEmpty()) {
            json.put(key, text);
        }
    }

    private static JsonNode parsed(String what, String text) {
        try {
            return OllamaHttp.JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "The " + what + " of the request is no JSON (" + e.getOriginalMessage() + "): "
                            + Failures.brief(text) + ". Write it as JSON.",
                    e);
        }
    }

    private static ObjectNode object() {
        return OllamaHttp.JSON.createObjectNode();
    }
}
