package org.aethercreator.convert.metadata;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.aethercreator.gguf.GgufValue;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a model beside its tensors, from its model card, {@code config.json}, {@code generation_config.json}
 * and the name of its folder.
 */
public final class ModelMetadata {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** GGUF's name of a fact, then the keys of a model card under which it may be. */
    private static final List<List<String>> CARD_FACTS = List.of(
            List.of("name", "name", "model_name"),
            List.of("author", "author", "model_author", "model_creator"),
            List.of("version", "version", "model_version"),
            List.of("organization", "organization", "model_organization"),
            List.of("description", "description", "model_description"),
            List.of("finetune", "finetune", "model_finetune"),
            List.of("basename", "basename", "model_basename", "model_type"),
            List.of("size_label", "size_label", "model_size_label"),
            List.of("source.url", "url", "model_url"),
            List.of("source.doi", "doi", "model_doi"),
            List.of("source.uuid", "uuid", "model_uuid"),
            List.of("source.repo_url", "repo_url", "model_repo_url"),
            List.of("license", "license"),
            List.of("license.name", "license_name"),
            List.of("license.link", "license_link"));

    /** In which order they are written. */
    private static final List<String> WRITTEN = List.of(
            "name",
            "author",
            "version",
            "organization",
            "finetune",
            "basename",
            "description",
            "size_label",
            "license",
            "license.name",
            "license.link",
            "source.url",
            "source.doi",
            "source.uuid",
            "source.repo_url");

    private final ParameterCount parameters;
    private final Map<String, String> facts;
    private final JsonNode generationConfig;
    private final JsonNode card;
    private final List<String> warnings;

    private ModelMetadata(
            ParameterCount parameters,
            Map<String, String> facts,
            JsonNode generationConfig,
            JsonNode card,
            List<String> warnings) {
        this.parameters = parameters;
        this.facts = facts;
        this.generationConfig = generationConfig;
        this.card = card;
        this.warnings = warnings;
    }

    /**
     * Reads a Hugging Face folder. A model card or a {@code generation_config.json} that is broken is passed over with
     * a warning, because the model can do without.
     *
     * @throws IOException if a file cannot be read, or {@code config.json} is no JSON
     */
    public static ModelMetadata read(Path folder, ParameterCount parameters) throws IOException {
        Path name = folder.toAbsolutePath().normalize().getFileName();
        return read(folder, name == null ? "" : name.toString(), parameters);
    }

    /**
     * The same for a folder whose own name says nothing, as in the hub's cache.
     *
     * @param id what stands in for it, such as {@code HuggingFaceTB/SmolLM2-135M-Instruct}
     */
    public static ModelMetadata read(Path folder, String id, ParameterCount parameters) throws IOException {
        List<String> warnings = new ArrayList<>();
        JsonNode card = ModelCard.read(folder, warnings::add);
        Map<String, String> facts = new LinkedHashMap<>();
        CARD_FACTS.forEach(
                keys -> keys.stream().skip(1).forEach(key -> putIfAbsent(facts, keys.get(0), card.path(key))));
        JsonNode path = json(folder.resolve("config.json")).path("_name_or_path");
        if (path.isTextual() && isName(path.textValue())) {
            putParts(facts, ModelId.parse(path.textValue(), parameters.total()));
        }
        putParts(facts, ModelId.parse(id, parameters.total()));
        if (parameters.total() > 0) {
            facts.putIfAbsent("size_label", parameters.label());
        }
        return new ModelMetadata(
                parameters,
                facts,
                generationConfig(folder, warnings::add),
                card,
                Collections.unmodifiableList(warnings));
    }

    /** The model's name for people, such as {@code SmolLM2 135M Instruct}. */
    public String name() {
        return facts.getOrDefault("name", "");
    }

    /**
     * The {@code general.*} entries of a GGUF file in the order in which they are written; {@code general.architecture}
     * and {@code general.type} come before them.
     */
    public Map<String, GgufValue> entries() {
        Map<String, GgufValue> entries = new LinkedHashMap<>();
        Sampling.addTo(entries, generationConfig);
        for (String key : WRITTEN) {
            String fact = facts.getOrDefault(key, "");
            if (!fact.isEmpty()) {
                entries.put("general." + key, GgufValue.string(fact));
            }
        }
        addOrigins(entries, "base_model", List.of("base_model", "base_models", "base_model_sources"));
        addOrigins(entries, "dataset", List.of("datasets", "dataset", "dataset_sources"));
        addList(entries, "tags", List.of("tags", "pipeline_tag"));
        addList(entries, "languages", List.of("languages", "language"));
        return Collections.unmodifiableMap(entries);
    }

    /**
     * How a file with the model is called by convention, such as {@code SmolLM2-135M-Instruct-F16.gguf}.
     *
     * @param type of most weights: {@code F16}, {@code Q8_0} and so on
     */
    public String fileName(String type) {
        return ModelFileName.of(
                facts.get("name"),
                facts.get("basename"),
                facts.get("finetune"),
                facts.get("version"),
                facts.get("size_label"),
                type,
                parameters.total() < 0 ? "LoRA" : null);
    }

    /** What was passed over, in whole sentences. */
    public List<String> warnings() {
        return warnings;
    }

    private void addOrigins(Map<String, GgufValue> entries, String kind, List<String> keys) {
        List<Origin> origins = Origin.read(card, keys, parameters.total());
        if (origins != null) {
            Origin.addTo(entries, kind, origins);
        }
    }

    private void addList(Map<String, GgufValue> entries, String name, List<String> keys) {
        List<String> values = new ArrayList<>();
        for (String key : keys) {
            JsonNode value = card.path(key);
            if (value.isTextual()) {
                values.add(value.textValue());
            } else if (value.isArray()) {
                value.forEach(element -> values.add(element.asText()));
            }
        }
        if (!values.isEmpty()) {
            entries.put("general." + name, GgufValue.strings(values));
        }
    }

    /** Otherwise it is a folder of its author. An empty one leaves the model without a name, as in the reference. */
    private static boolean isName(String path) {
        return path.indexOf('/') == path.lastIndexOf('/');
    }

    private static void putParts(Map<String, String> facts, ModelId id) {
        putIfAbsent(facts, "name", ModelId.title(id.fullName()));
        putIfAbsent(facts, "organization", id.organization() == null ? null : ModelId.title(id.organization()));
        putIfAbsent(facts, "basename", id.basename());
        putIfAbsent(facts, "finetune", id.finetune());
        putIfAbsent(facts, "version", id.version());
        putIfAbsent(facts, "size_label", id.sizeLabel());
    }

    private static void putIfAbsent(Map<String, String> facts, String key, @Nullable String value) {
        if (value != null) {
            facts.putIfAbsent(key, value);
        }
    }

    private static void putIfAbsent(Map<String, String> facts, String key, JsonNode value) {
        if (value.isArray()) {
            facts.putIfAbsent(
                    key,
                    String.join(
                            ",",
                            StreamSupport.stream(value.spliterator(), false)
                                    .map(JsonNode::asText)
                                    .toList()));
        } else if (value.isValueNode() && !value.isNull()) {
            facts.putIfAbsent(key, value.asText());
        }
    }

    private static JsonNode generationConfig(Path folder, Consumer<String> warnings) throws IOException {
        Path file = folder.resolve("generation_config.json");
        try {
            return json(file);
        } catch (JsonProcessingException e) {
            warnings.accept(file + " is passed over: it is no JSON: " + e.getOriginalMessage());
            return MissingNode.getInstance();
        }
    }

    private static JsonNode json(Path file) throws IOException {
        return Files.isRegularFile(file) ? JSON.readTree(file.toFile()) : MissingNode.getInstance();
    }
}
