package org.aethercreator.safetensors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A header's JSON: one object with an entry for each tensor, and texts about the file under {@code __metadata__}. */
final class HeaderJson {
    static final String METADATA_KEY = "__metadata__";

    /** Far beyond any model, and small enough that a hostile header cannot exhaust the memory. */
    private static final int MAXIMUM_TENSORS = 1_000_000;

    private static final int MAXIMUM_DIMENSIONS = 64;

    /** Escapes as Rust's serde_json does. */
    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
            .build();

    /**
     * What the header says of a tensor; {@code begin} and {@code end} count from the beginning of the data.
     *
     * @param at where in the file that is said
     */
    record Entry(String name, SafetensorsType type, List<Long> shape, long begin, long end, long at) {}

    private final JsonTokens tokens;
    private Map<String, String> metadata = Map.of();
    private final List<Entry> tensors = new ArrayList<>();

    private HeaderJson(JsonTokens tokens) {
        this.tokens = tokens;
    }

    static HeaderJson parse(Path path, byte[] json) throws IOException {
        try (JsonParser parser = JsonTokens.parser(json)) {
            HeaderJson header = new HeaderJson(new JsonTokens(path, HeaderReader.LENGTH_BYTES, parser));
            header.tokens.document(header::readEntries);
            return header;
        }
    }

    Map<String, String> metadata() {
        return metadata;
    }

    List<Entry> tensors() {
        return tensors;
    }

    /** The header that the reference implementation writes, padded with spaces. */
    static byte[] write(Map<String, String> metadata, List<SafetensorsTensor> ordered) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            if (!metadata.isEmpty()) {
                json.writeObjectFieldStart(METADATA_KEY);
                for (Map.Entry<String, String> entry : metadata.entrySet()) {
                    json.writeStringField(entry.getKey(), entry.getValue());
                }
                json.writeEndObject();
            }
            long position = 0;
            for (SafetensorsTensor tensor : ordered) {
                json.writeObjectFieldStart(tensor.name());
                json.writeStringField("dtype", tensor.type().name());
                json.writeFieldName("shape");
                writeNumbers(json, tensor.shape());
                json.writeFieldName("data_offsets");
                writeNumbers(json, List.of(position, position + tensor.sizeBytes()));
                json.writeEndObject();
                position += tensor.sizeBytes();
            }
            json.writeEndObject();
        }
        byte[] padded = Arrays.copyOf(bytes.toByteArray(), SafetensorsWriter.padded(bytes.size()));
        Arrays.fill(padded, bytes.size(), padded.length, (byte) ' ');
        return padded;
    }

    private static void writeNumbers(JsonGenerator json, List<Long> numbers) throws IOException {
        json.writeStartArray();
        for (long number : numbers) {
            json.writeNumber(number);
        }
        json.writeEndArray();
    }

    private void readEntries() throws IOException {
        Set<String> names = new HashSet<>();
        tokens.object("the header", name -> {
            if (!names.add(name)) {
                throw tokens.fail("the header names '" + name + "' twice");
            }
            if (name.equals(METADATA_KEY)) {
                metadata = readMetadata();
            } else if (tensors.size() == MAXIMUM_TENSORS) {
                throw tokens.fail("the header names more than " + MAXIMUM_TENSORS + " tensors");
            } else {
                tensors.add(readTensor(name));
            }
        });
    }

    private Map<String, String> readMetadata() throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        if (tokens.next() != JsonToken.VALUE_NULL) {
            tokens.members(METADATA_KEY, key -> {
                if (texts.put(key, tokens.text("'" + key + "' of " + METADATA_KEY)) != null) {
                    throw tokens.fail(METADATA_KEY + " has the key '" + key + "' twice");
                }
            });
        }
        return Collections.unmodifiableMap(texts);
    }

    private Entry readTensor(String name) throws IOException {
        long at = tokens.position();
        TensorFields fields = new TensorFields();
        String what = "tensor '" + name + "'";
        tokens.object(what, field -> {
            switch (field) {
                case "dtype" -> fields.type = once(fields.type, readType(what), field, what);
                case "shape" ->
                    fields.shape =
                            once(fields.shape, tokens.numbers("the shape of " + what, MAXIMUM_DIMENSIONS), field, what);
                case "data_offsets" ->
                    fields.offsets = once(fields.offsets, tokens.numbers("data_offsets of " + what, 2), field, what);
                default -> tokens.skip();
            }
        });
        SafetensorsType type = fields.type;
        List<Long> shape = fields.shape;
        List<Long> offsets = fields.offsets;
        if (type == null || shape == null || offsets == null || offsets.size() != 2) {
            throw tokens.fail(what + " lacks a dtype, a shape, or data_offsets of two numbers");
        }
        if (offsets.get(1) < offsets.get(0)) {
            throw tokens.fail(
                    "the data of " + what + " ends at " + offsets.get(1) + ", before it begins at " + offsets.get(0));
        }
        return new Entry(name, type, shape, offsets.get(0), offsets.get(1), at);
    }

    private <T> T once(@Nullable T before, T now, String field, String what) {
        if (before != null) {
            throw tokens.fail(what + " has " + field + " twice");
        }
        return now;
    }

    private SafetensorsType readType(String what) throws IOException {
        String name = tokens.text("dtype of " + what);
        return SafetensorsType.byName(name)
                .orElseThrow(() -> tokens.fail(
                        what + " has the dtype '" + name + "', which is none of " + List.of(SafetensorsType.values())));
    }

    /** The fields as they are read, in whatever order they come. */
    private static final class TensorFields {
        private @Nullable SafetensorsType type;
        private @Nullable List<Long> shape;
        private @Nullable List<Long> offsets;
    }
}
