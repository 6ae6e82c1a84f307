package org.aethercreator.safetensors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The index of a model in several files, {@code model.safetensors.index.json}: which tensor is in which.
 *
 * @param files by the names of tensors; names of files in the index's folder
 */
record ShardIndex(Path path, Map<String, String> files) {
    static final String FILE_NAME = "model.safetensors.index.json";

    /** As Python's {@code json.dumps(…, indent=2, sort_keys=True)} writes it. */
    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
            .build();

    static ShardIndex read(Path path) throws IOException {
        if (Files.size(path) > HeaderReader.MAXIMUM_HEADER_BYTES) {
            throw new SafetensorsFormatException(
                    path,
                    0,
                    "the index has " + Files.size(path) + " bytes; at most " + HeaderReader.MAXIMUM_HEADER_BYTES
                            + " are allowed: download it again");
        }
        Map<String, String> files = new LinkedHashMap<>();
        try (JsonParser parser = JsonTokens.parser(Files.readAllBytes(path))) {
            JsonTokens tokens = new JsonTokens(path, 0, parser);
            tokens.document(() -> tokens.object("the index", key -> {
                if (key.equals("weight_map")) {
                    tokens.object(key, name -> files.put(name, fileName(tokens, name)));
                } else {
                    tokens.skip();
                }
            }));
        }
        if (files.isEmpty()) {
            throw new SafetensorsFormatException(
                    path, 0, "the index has no weight_map, or an empty one; download it again");
        }
        return new ShardIndex(path, files);
    }

    /** A file beside the index: an index from strangers must not name files elsewhere. */
    private static String fileName(JsonTokens tokens, String tensor) throws IOException {
        String name = tokens.text("the file of '" + tensor + "'");
        boolean plain = !name.isEmpty() && !name.equals("..") && !name.equals(".");
        if (!plain || name.chars().anyMatch(c -> c == '/' || c == '\\' || c == ':' || c < ' ')) {
            throw tokens.fail("the index says that '" + tensor + "' is in '" + name
                    + "', which is not the name of a file beside it");
        }
        return name;
    }

    /** The files that it names, in the order of their names, as the reference implementations read them. */
    List<Path> paths() {
        return new TreeSet<>(files.values()).stream().map(path::resolveSibling).toList();
    }

    /** What {@code transformers} writes. */
    static String json(Map<String, String> files, long elements, long bytes) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
            json.setPrettyPrinter(new DefaultPrettyPrinter(
                            Separators.createDefaultInstance().withObjectFieldValueSpacing(Spacing.AFTER))
                    .withObjectIndenter(indenter)
                    .withArrayIndenter(indenter));
            json.writeStartObject();
            json.writeObjectFieldStart("metadata");
            json.writeNumberField("total_parameters", elements);
            json.writeNumberField("total_size", bytes);
            json.writeEndObject();
            json.writeObjectFieldStart("weight_map");
            for (Map.Entry<String, String> entry : new TreeMap<>(files).entrySet()) {
                json.writeStringField(entry.getKey(), entry.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        return text + "\n";
    }
}
