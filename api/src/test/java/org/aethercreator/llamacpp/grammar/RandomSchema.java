package org.aethercreator.llamacpp.grammar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes JSON schemas of every supported keyword by chance, and values that are valid by them. */
final class RandomSchema {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<String> NAMES = List.of("a", "ab", "abc", "b", "name", "née", "x y", "\"q\"", "");

    /** Patterns, with texts that match. */
    private static final Map<String, List<String>> PATTERNS = Map.of(
            "^[a-z]+$", List.of("abc", "z"),
            "^(foo|ba[rz]){1,2}$", List.of("foo", "barbaz"),
            "\\d{3}", List.of("123", "x 555 y"),
            "^[A-Z]\\w*-?\\.", List.of("A.", "Bcd_1-. and so on"),
            "^[^a-c\"]*$", List.of("", "xyz", "é😀"),
            "^\"\\\\\\t$", List.of("\"\\\t"),
            "^.{2,4}$", List.of("ab", "漢\"\\x"),
            "^(?:\\u0041|[\\x30-\\x39])+?$", List.of("A0", "9"));

    private static final Map<String, List<String>> FORMATS = Map.of(
            "date", List.of("2024-02-29", "2000-02-29", "1999-12-31", "2023-04-30"),
            "time", List.of("23:59:59Z", "00:00:00.5+05:30"),
            "date-time", List.of("2024-02-29T12:00:00Z", "1970-01-01T00:00:00.001-08:00"),
            "uuid", List.of("123e4567-e89b-12d3-a456-426614174000"));

    private final Random random;

    RandomSchema(Random random) {
        this.random = random;
    }

    ObjectNode document() {
        ObjectNode root = schema(3);
        ObjectNode leaf = root.putObject("$defs").putObject("tree");
        leaf.put("type", "object");
        leaf.putObject("properties")
                .set(
                        "children",
                        MAPPER.createObjectNode()
                                .put("type", "array")
                                .put("maxItems", 2)
                                .set("items", JSON.objectNode().put("$ref", "#/$defs/tree")));
        return root;
    }

    private ObjectNode schema(int depth) {
        return switch (random.nextInt(depth == 0 ? 7 : 11)) {
            case 0 -> string();
            case 1, 2 -> number(random.nextBoolean() ? "integer" : "number");
            case 3 -> type("boolean");
            case 4 -> type("null");
            case 5 -> JSON.objectNode().set("const", constant());
            case 6 ->
                JSON.objectNode().set("enum", JSON.arrayNode().add(constant()).add(constant()));
            case 7, 8 -> object(depth);
            case 9 -> array(depth);
            default ->
                random.nextInt(3) == 0
                        ? JSON.objectNode().put("$ref", "#/$defs/tree")
                        : JSON.objectNode()
                                .set(
                                        "anyOf",
                                        JSON.arrayNode().add(schema(depth - 1)).add(schema(depth - 1)));
        };
    }

    private static ObjectNode type(String name) {
        return JSON.objectNode().put("type", name);
    }

    private JsonNode constant() {
        return switch (random.nextInt(5)) {
            case 0 -> JSON.textNode("te\"xt\n\\ ü😀");
            case 1 -> JSON.numberNode(random.nextInt(100) - 50);
            case 2 -> JSON.booleanNode(true);
            case 3 -> JSON.nullNode();
            default -> JSON.objectNode().put("k", 1).set("l", JSON.arrayNode().add("v"));
        };
    }

    private ObjectNode string() {
        ObjectNode string = type("string");
        switch (random.nextInt(4)) {
            case 0 -> string.put("minLength", random.nextInt(3)).put("maxLength", 3 + random.nextInt(3));
            case 1 -> string.put("pattern", anyOf(List.copyOf(PATTERNS.keySet())));
            case 2 -> string.put("format", anyOf(List.copyOf(FORMATS.keySet())));
            default -> {}
        }
        return string;
    }

    private ObjectNode number(String type) {
        ObjectNode number = type(type);
        int low = random.nextInt(3000) - 1500;
        if (random.nextBoolean()) {
            number.put(random.nextBoolean() ? "minimum" : "exclusiveMinimum", low);
        }
        if (random.nextBoolean()) {
            number.put(
                    random.nextBoolean() ? "maximum" : "exclusiveMaximum",
                    low + 2 + random.nextInt(1 << random.nextInt(12)));
        }
        return number;
    }

    private ObjectNode object(int depth) {
        ObjectNode object = type("object");
        ObjectNode properties = object.putObject("properties");
        ArrayNode required = object.putArray("required");
        for (int i = random.nextInt(4); i > 0; i--) {
            String name = anyOf(NAMES);
            if (!properties.has(name)) {
                properties.set(name, schema(depth - 1));
                if (random.nextBoolean()) {
                    required.add(name);
                }
            }
        }
        switch (random.nextInt(4)) {
            case 0 -> object.put("additionalProperties", false);
            case 1 -> object.set("additionalProperties", schema(0));
            default -> {}
        }
        return object;
    }

    private ObjectNode array(int depth) {
        ObjectNode array = type("array");
        boolean prefix = random.nextInt(3) == 0;
        if (prefix) {
            array.putArray("prefixItems").add(schema(depth - 1)).add(schema(depth - 1));
        }
        array.set("items", schema(depth - 1));
        if (random.nextBoolean()) {
            array.put("minItems", random.nextInt(3) + (prefix ? 2 : 0));
        }
        if (random.nextBoolean()) {
            array.put("maxItems", 2 + random.nextInt(3) + (prefix ? 2 : 0));
        }
        return array;
    }

    /** A value that is valid by {@code schema}, which is part of {@code document}. */
    JsonNode value(JsonNode schema, JsonNode document, int depth) {
        if (schema.has("$ref")) {
            return value(document.at(schema.get("$ref").asText().substring(1)), document, depth);
        }
        if (schema.has("const")) {
            return schema.get("const");
        }
        for (String choice : List.of("enum", "anyOf")) {
            if (schema.has(choice)) {
                JsonNode chosen = schema.get(choice).get(random.nextInt(2));
                return choice.equals("enum") ? chosen : value(chosen, document, depth);
            }
        }
        return switch (schema.get("type").asText()) {
            case "object" -> objectValue(schema, document, depth);
            case "array" -> arrayValue(schema, document, depth);
            case "string" -> JSON.textNode(text(schema));
            case "integer" -> JSON.numberNode(whole(schema));
            case "number" -> JSON.numberNode(whole(schema)); // decimals come from the grammar
            case "boolean" -> JSON.booleanNode(random.nextBoolean());
            default -> JSON.nullNode();
        };
    }

    private JsonNode objectValue(JsonNode schema, JsonNode document, int depth) {
        ObjectNode object = JSON.objectNode();
        List<String> required = MAPPER.convertValue(
                schema.path("required"), MAPPER.getTypeFactory().constructCollectionType(List.class, String.class));
        schema.get("properties").properties().forEach(property -> {
            boolean must = required != null && required.contains(property.getKey());
            if (must || (depth > 0 && random.nextBoolean())) {
                object.set(property.getKey(), value(property.getValue(), document, depth - 1));
            }
        });
        if (schema.path("additionalProperties").isObject() && random.nextBoolean()) {
            for (String name : List.of("abcd", "zz", "na", "né")) {
                object.set(name, value(schema.get("additionalProperties"), document, depth - 1));
            }
        }
        return object;
    }

    private JsonNode arrayValue(JsonNode schema, JsonNode document, int depth) {
        ArrayNode array = JSON.arrayNode();
        int prefix = schema.path("prefixItems").size();
        int minimum = Math.max(prefix, schema.path("minItems").asInt(0));
        int maximum = schema.has("maxItems") ? schema.get("maxItems").asInt() : minimum + 2;
        int count = depth <= 0 ? minimum : minimum + random.nextInt(maximum - minimum + 1);
        for (int i = 0; i < count; i++) {
            JsonNode item = i < prefix ? schema.get("prefixItems").get(i) : schema.get("items");
            array.add(value(item, document, depth - 1));
        }
        return array;
    }

    private String text(JsonNode schema) {
        if (schema.has("pattern")) {
            return anyOf(PATTERNS.get(schema.get("pattern").asText()));
        }
        if (schema.has("format")) {
            return anyOf(FORMATS.get(schema.get("format").asText()));
        }
        int least = schema.path("minLength").asInt(0);
        int count = least + random.nextInt(schema.path("maxLength").asInt(least + 5) - least + 1);
        StringBuilder text = new StringBuilder();
        random.ints(count, 0, 6)
                .forEach(i -> text.appendCodePoint("a\"\\\n漢😀".codePoints().toArray()[i]));
        return text.toString();
    }

    private long whole(JsonNode schema) {
        long low = schema.has("minimum")
                ? schema.get("minimum").asLong()
                : schema.has("exclusiveMinimum")
                        ? schema.get("exclusiveMinimum").asLong() + 1
                        : Long.MIN_VALUE;
        long high = schema.has("maximum")
                ? schema.get("maximum").asLong()
                : schema.has("exclusiveMaximum")
                        ? schema.get("exclusiveMaximum").asLong() - 1
                        : Long.MAX_VALUE;
        long from = low == Long.MIN_VALUE ? (high == Long.MAX_VALUE ? -1_000_000 : high - 1_000_000) : low;
        long to = high == Long.MAX_VALUE ? from + 2_000_000 : high;
        return from + (long) (random.nextDouble() * (to - from + 1));
    }

    private <T> T anyOf(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
