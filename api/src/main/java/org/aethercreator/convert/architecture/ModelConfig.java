package org.aethercreator.convert.architecture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A model's {@code config.json}: sizes and constants of its family. What a text model keeps under {@code text_config}
 * is found as if it were at the top, and what the file leaves out is as {@code transformers} has it.
 */
public final class ModelConfig {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A configuration has a few kilobytes. */
    private static final long MOST_BYTES = 10_000_000;

    private final Path path;
    private final ObjectNode values;

    private ModelConfig(Path path, ObjectNode values) {
        this.path = path;
        this.values = values;
    }

    /**
     * Reads {@code config.json} in {@code folder}.
     *
     * @throws NoSuchFileException if there is none
     * @throws ModelConfigException if it is no JSON object
     */
    public static ModelConfig read(Path folder) throws IOException {
        Path path = folder.resolve("config.json");
        if (!Files.isRegularFile(path)) {
            throw new NoSuchFileException(
                    path.toString(),
                    null,
                    "the folder of a Hugging Face model has a config.json; name such a folder, or download it completely");
        }
        if (Files.size(path) > MOST_BYTES) {
            throw new ModelConfigException(
                    path, "the file has " + Files.size(path) + " bytes, which no configuration has; download it again");
        }
        return parse(path, Files.readAllBytes(path));
    }

    static ModelConfig parse(Path path, byte[] json) throws IOException {
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new ModelConfigException(path, "this is no JSON: " + e.getOriginalMessage() + "; download it again");
        }
        if (root instanceof ObjectNode object) {
            return new ModelConfig(path, ConfigDefaults.complete(object));
        }
        throw new ModelConfigException(path, "this is no JSON object; download it again");
    }

    /** The file. */
    public Path path() {
        return path;
    }

    /** The model's folder. */
    public Path folder() {
        return path.resolveSibling("");
    }

    /**
     * The name of the model's class at Hugging Face, such as {@code LlamaForCausalLM}.
     *
     * @throws ModelConfigException if the file names none
     */
    public String architecture() {
        JsonNode ofText = values.path("text_config").path("architectures").path(0);
        JsonNode name =
                ofText.isTextual() ? ofText : values.path("architectures").path(0);
        if (!name.isTextual()) {
            throw new ModelConfigException(
                    path,
                    "it names no architecture; add \"architectures\": [\"…\"] with the model's class, such as"
                            + " LlamaForCausalLM, or get the model's original config.json");
        }
        return name.textValue();
    }

    /** The whole number under the first of {@code keys} that is there; empty if there is none, or it is null. */
    OptionalLong integer(String... keys) {
        Optional<String> key = first(keys);
        if (key.isEmpty()) {
            return OptionalLong.empty();
        }
        JsonNode value = values.path(key.get());
        if (!value.isIntegralNumber() || value.longValue() < 0 || value.longValue() > 0xFFFF_FFFFL) {
            throw wrong(key.get(), "a whole number from 0 to 4294967295");
        }
        return OptionalLong.of(value.longValue());
    }

    long needInteger(String... keys) {
        return integer(keys).orElseThrow(() -> missing(keys));
    }

    /** A number of things that there must be at least one of. */
    long needCount(String... keys) {
        long count = needInteger(keys);
        if (count == 0) {
            throw wrong(first(keys).orElseThrow(), "a whole number of at least 1");
        }
        return count;
    }

    OptionalDouble real(String... keys) {
        Optional<String> key = first(keys);
        if (key.isEmpty()) {
            return OptionalDouble.empty();
        }
        if (!values.path(key.get()).isNumber()) {
            throw wrong(key.get(), "a number");
        }
        return OptionalDouble.of(values.path(key.get()).doubleValue());
    }

    double needReal(String... keys) {
        return real(keys).orElseThrow(() -> missing(keys));
    }

    Optional<Boolean> truth(String key) {
        if (first(key).isEmpty()) {
            return Optional.empty();
        }
        if (!values.path(key).isBoolean()) {
            throw wrong(key, "true or false");
        }
        return Optional.of(values.path(key).booleanValue());
    }

    Optional<String> text(String key) {
        if (first(key).isEmpty()) {
            return Optional.empty();
        }
        if (!values.path(key).isTextual()) {
            throw wrong(key, "a text");
        }
        return Optional.of(values.path(key).textValue());
    }

    Optional<List<Double>> reals(String key) {
        if (first(key).isEmpty()) {
            return Optional.empty();
        }
        List<Double> numbers = new ArrayList<>();
        for (JsonNode element : array(key, "numbers")) {
            if (!element.isNumber()) {
                throw wrong(key, "an array of numbers");
            }
            numbers.add(element.doubleValue());
        }
        return Optional.of(numbers);
    }

    Optional<List<String>> texts(String key) {
        if (first(key).isEmpty()) {
            return Optional.empty();
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode element : array(key, "texts")) {
            if (!element.isTextual()) {
                throw wrong(key, "an array of texts");
            }
            texts.add(element.textValue());
        }
        return Optional.of(texts);
    }

    /** The object under {@code key}. */
    Optional<ModelConfig> object(String key) {
        if (first(key).isEmpty()) {
            return Optional.empty();
        }
        if (values.path(key) instanceof ObjectNode object) {
            return Optional.of(new ModelConfig(path, object));
        }
        throw wrong(key, "an object");
    }

    ModelConfig without(String key) {
        return new ModelConfig(path, values.deepCopy().without(key));
    }

    /** How the weights are quantized, such as {@code gptq}; empty if they are not. */
    Optional<String> quantization() {
        return object("quantization_config").map(how -> how.text("quant_method").orElse("a method without a name"));
    }

    /** {@code vocab_size}: the number of tokens; empty if the tokenizer says it. */
    public OptionalLong vocabularySize() {
        return integer("vocab_size");
    }

    ModelConfigException wrong(String key, String wanted) {
        return new ModelConfigException(
                path,
                "'" + key + "' is " + values.path(key) + ", not " + wanted + "; get the model's original config.json");
    }

    ModelConfigException missing(String... keys) {
        return new ModelConfigException(
                path, "'" + String.join("' or '", keys) + "' is missing; get the model's original config.json");
    }

    /** Says why a model with this configuration cannot be converted. */
    public ModelConfigException unsupported(String problem) {
        return new ModelConfigException(path, problem);
    }

    /** The first key that is there, unless its value is null: that is how the reference looks for values. */
    private Optional<String> first(String... keys) {
        for (String key : keys) {
            if (values.has(key)) {
                return values.path(key).isNull() ? Optional.empty() : Optional.of(key);
            }
        }
        return Optional.empty();
    }

    private JsonNode array(String key, String of) {
        if (!values.path(key).isArray()) {
            throw wrong(key, "an array of " + of);
        }
        return values.path(key);
    }
}
