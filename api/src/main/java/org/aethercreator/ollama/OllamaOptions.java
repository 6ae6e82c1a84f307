package org.aethercreator.ollama;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.aethercreator.modelfile.ModelParameter;

/**
 * How a request is answered, where it differs from what the model's Modelfile says.
 *
 * @param parameters by Modelfile name; numbers, booleans, texts or lists of texts. The server ignores names that it
 *     does not know
 * @param format a JSON schema that the answer follows, or {@code "json"} for any JSON; empty for plain text
 * @param keepAlive how long the model stays loaded afterwards; zero unloads it, a negative one keeps it for ever
 * @param think {@code true}, {@code false}, {@code low}, {@code medium}, {@code high} or {@code max}; empty for the
 *     model's default
 */
public record OllamaOptions(Map<String, Object> parameters, String format, Optional<Duration> keepAlive, String think) {
    private static final OllamaOptions STANDARD = new OllamaOptions(Map.of(), "", Optional.empty(), "");

    public OllamaOptions {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** Everything as the model's Modelfile says. */
    public static OllamaOptions standard() {
        return STANDARD;
    }

    /** @param value a number, boolean or text, for {@link ModelParameter#STOP} a list of texts */
    public OllamaOptions withParameter(ModelParameter parameter, Object value) {
        Map<String, Object> all = new LinkedHashMap<>(parameters);
        all.put(parameter.key(), value);
        return withParameters(all);
    }

    public OllamaOptions withParameters(Map<String, Object> parameters) {
        return new OllamaOptions(parameters, format, keepAlive, think);
    }

    public OllamaOptions withFormat(String format) {
        return new OllamaOptions(parameters, format, keepAlive, think);
    }

    public OllamaOptions withKeepAlive(Duration keepAlive) {
        return new OllamaOptions(parameters, format, Optional.of(keepAlive), think);
    }

    public OllamaOptions withThink(String think) {
        return new OllamaOptions(parameters, format, keepAlive, think);
    }
}
