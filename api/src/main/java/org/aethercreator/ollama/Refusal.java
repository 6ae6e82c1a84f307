package org.aethercreator.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.aethercreator.ollama.OllamaException.Reason;

/**
 * An answer whose HTTP status says that it is none.
 *
 * @param error what an Ollama says of it; empty if the body is not that of an Ollama's error
 */
record Refusal(Call call, int status, String location, String body, Optional<String> error) {
    private static final int SHOWN_NAMES = 8;

    static Refusal of(Call call, int status, HttpHeaders headers, byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8).strip();
        return new Refusal(call, status, headers.firstValue("Location").orElse(""), text, error(body));
    }

    private static Optional<String> error(byte[] body) {
        try {
            JsonNode error = OllamaHttp.JSON.readTree(body).path("error");
            // The routes in the style of OpenAI nest it.
            JsonNode text = error.isObject() ? error.path("message") : error;
            return text.isTextual() ? Optional.of(text.asText()) : Optional.empty();
        } catch (IOException noJson) {
            return Optional.empty();
        }
    }

    boolean modelNotFound() {
        return status == 404
                && !call.model().isEmpty()
                && error.filter(text -> text.contains("not found")).isPresent();
    }

    /** @param models what the server has, for the message on a model that it has not */
    OllamaException exception(List<String> models) {
        if (status < 400) {
            return exception(
                    Reason.NOT_OLLAMA,
                    "answered that it is elsewhere (" + status + ", " + location + "). "
                            + "Give that address, by OLLAMA_HOST or OllamaClient.at(address).");
        }
        if (modelNotFound()) {
            return exception(Reason.MODEL_NOT_FOUND, answered() + ". " + instead(models));
        }
        if (error.isPresent()) {
            return exception(reason(), answered() + ". " + Advice.on(error.get(), call, status));
        }
        if (status == 404 || status == 405) {
            return exception(
                    Reason.NOT_OLLAMA,
                    "answered " + status + " " + Failures.described(body) + ": it does not know " + call.method() + " "
                            + call.path() + ". It is an old Ollama (update it), or something else. "
                            + Failures.wrongServer());
        }
        return exception(
                Reason.NOT_OLLAMA,
                "answered " + status + " " + Failures.described(body) + ", which is no error of an Ollama. "
                        + Failures.wrongServer());
    }

    private OllamaException exception(Reason reason, String rest) {
        return new OllamaException(reason, status, body, call.asked() + " and " + rest);
    }

    private String answered() {
        return "answered " + status + ": " + Failures.brief(error.orElse(""));
    }

    private String instead(List<String> models) {
        String pull = "get it with: ollama pull " + call.model();
        return models.isEmpty()
                ? "Look at the name with: ollama list, or " + pull
                : "It has " + Failures.listed(models, SHOWN_NAMES) + "; use one of these, or " + pull;
    }

    private Reason reason() {
        return switch (status) {
            case 401, 403 -> Reason.UNAUTHORIZED;
            case 499 -> Reason.CANCELLED;
            case 429, 503 -> Reason.BUSY;
            default -> status >= 500 && status != 501 ? Reason.SERVER_FAILED : Reason.REFUSED;
        };
    }
}
