package org.aethercreator.ollama;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** Answers from JSON. What an older Ollama leaves out is empty, what a newer one adds is passed over. */
final class AnswerJson {
    private AnswerJson() {}

    static List<OllamaModel> models(JsonNode json) {
        return list(
                json.path("models"),
                model -> new OllamaModel(
                        model.path("name").asText(),
                        model.path("digest").asText(),
                        model.path("size").asLong(),
                        instant(model.path("modified_at")),
                        details(model.path("details")),
                        texts(model.path("capabilities")),
                        text(model.path("remote_host"))));
    }

    static List<RunningModel> running(JsonNode json) {
        return list(
                json.path("models"),
                model -> new RunningModel(
                        model.path("name").asText(),
                        model.path("digest").asText(),
                        details(model.path("details")),
                        model.path("size").asLong(),
                        model.path("size_vram").asLong(),
                        instant(model.path("expires_at")),
                        model.path("context_length").asInt()));
    }

    static ModelDescription description(String name, JsonNode json) {
        Map<String, Object> metadata = json.path("model_info").isObject()
                ? OllamaHttp.JSON.convertValue(json.path("model_info"), new TypeReference<Map<String, Object>>() {})
                : Map.of();
        return new ModelDescription(
                name,
                json.path("modelfile").asText(),
                json.path("parameters").asText(),
                json.path("template").asText(),
                json.path("system").asText(),
                json.path("license").asText(),
                json.path("renderer").asText(),
                json.path("parser").asText(),
                json.path("requires").asText(),
                list(json.path("messages"), AnswerJson::message),
                details(json.path("details")),
                texts(json.path("capabilities")),
                metadata,
                instant(json.path("modified_at")),
                text(json.path("remote_host")));
    }

    static OllamaEmbeddings embeddings(JsonNode json) {
        return new OllamaEmbeddings(
                list(json.path("embeddings"), AnswerJson::vector),
                json.path("prompt_eval_count").asInt(),
                nanos(json.path("total_duration")),
                nanos(json.path("load_duration")));
    }

    static OllamaTimings timings(JsonNode json) {
        return new OllamaTimings(
                nanos(json.path("total_duration")),
                nanos(json.path("load_duration")),
                json.path("prompt_eval_count").asInt(),
                nanos(json.path("prompt_eval_duration")),
                json.path("eval_count").asInt(),
                nanos(json.path("eval_duration")));
    }

    static List<OllamaAnswer.ToolCall> toolCalls(JsonNode json) {
        return list(
                json,
                call -> new OllamaAnswer.ToolCall(
                        call.path("id").asText(),
                        call.path("function").path("name").asText(),
                        call.path("function").path("arguments").toString()));
    }

    private static ChatRequest.Message message(JsonNode json) {
        return ChatRequest.Message.of(
                json.path("role").asText(), json.path("content").asText());
    }

    private static OllamaModel.Details details(JsonNode json) {
        return new OllamaModel.Details(
                json.path("parent_model").asText(),
                json.path("format").asText(),
                json.path("family").asText(),
                texts(json.path("families")),
                json.path("parameter_size").asText(),
                json.path("quantization_level").asText(),
                number(json.path("context_length")),
                number(json.path("embedding_length")));
    }

    private static float[] vector(JsonNode json) {
        float[] vector = new float[json.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) json.path(i).asDouble();
        }
        return vector;
    }

    private static OptionalLong number(JsonNode json) {
        return json.isNumber() ? OptionalLong.of(json.asLong()) : OptionalLong.empty();
    }

    private static Optional<String> text(JsonNode json) {
        return Optional.of(json.asText()).filter(text -> !text.isEmpty());
    }

    private static Duration nanos(JsonNode json) {
        return Duration.ofNanos(json.asLong());
    }

    /** Go's time; its zero, in the year 1, stands for none. */
    private static Optional<Instant> instant(JsonNode json) {
        try {
            return Optional.of(OffsetDateTime.parse(json.asText()).toInstant())
                    .filter(time -> time.isAfter(Instant.EPOCH));
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }

    private static List<String> texts(JsonNode json) {
        return list(json, JsonNode::asText);
    }

    private static <T> List<T> list(JsonNode json, Function<JsonNode, T> reader) {
        return StreamSupport.stream(json.spliterator(), false).map(reader).toList();
    }
}
