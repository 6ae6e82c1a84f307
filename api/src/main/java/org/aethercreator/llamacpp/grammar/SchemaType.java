package org.aethercreator.llamacpp.grammar;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The types of JSON Schema, with the keywords that narrow each. */
enum SchemaType {
    OBJECT("properties", "required", "additionalProperties"),
    ARRAY("items", "prefixItems", "minItems", "maxItems"),
    STRING("minLength", "maxLength", "pattern", "format"),
    INTEGER("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"),
    NUMBER("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"),
    BOOLEAN,
    NULL;

    private static final List<SchemaType> ANY = List.of(OBJECT, ARRAY, STRING, NUMBER, BOOLEAN, NULL);

    @SuppressWarnings("ImmutableEnumChecker") // Set.of cannot be changed
    private final Set<String> keywords;

    SchemaType(String... keywords) {
        this.keywords = Set.of(keywords);
    }

    /** The types that {@code type} names; without it, those that the other keywords are for, or all. */
    static List<SchemaType> of(SchemaNode schema) {
        if (!schema.has("type")) {
            List<SchemaType> narrowed = ANY.stream()
                    .filter(type -> type.keywords.stream().anyMatch(schema::has))
                    .toList();
            return narrowed.isEmpty() ? ANY : narrowed;
        }
        List<SchemaType> types = schema.json().path("type").isTextual()
                ? List.of(named(schema, schema.json().path("type")))
                : schema.elements("type").stream()
                        .map(element -> named(schema, element.json()))
                        .distinct()
                        .toList();
        checkUsed(schema, types);
        // A number may be whole anyway.
        return types.contains(NUMBER)
                ? types.stream().filter(type -> type != INTEGER).toList()
                : types;
    }

    private static SchemaType named(SchemaNode schema, JsonNode name) {
        return Arrays.stream(values())
                .filter(type -> type.key().equals(name.asText()) && name.isTextual())
                .findFirst()
                .orElseThrow(() -> schema.wrong(
                        "type",
                        "is " + name + "; the types are "
                                + Arrays.stream(values()).map(SchemaType::key).collect(Collectors.joining(", "))));
    }

    private static void checkUsed(SchemaNode schema, List<SchemaType> types) {
        for (SchemaType other : values()) {
            for (String keyword : other.keywords) {
                if (schema.has(keyword) && types.stream().noneMatch(type -> type.keywords.contains(keyword))) {
                    throw schema.wrong(
                            keyword,
                            "has no effect on the type "
                                    + types.stream().map(SchemaType::key).collect(Collectors.joining(", "))
                                    + "; remove it, or correct the type");
                }
            }
        }
    }

    boolean isOf(JsonNode value) {
        return switch (this) {
            case OBJECT -> value.isObject();
            case ARRAY -> value.isArray();
            case STRING -> value.isTextual();
            case INTEGER -> value.isNumber() && value.canConvertToExactIntegral();
            case NUMBER -> value.isNumber();
            case BOOLEAN -> value.isBoolean();
            case NULL -> value.isNull();
        };
    }

    /** Whether a value can be of both. */
    boolean overlaps(SchemaType other) {
        return this == other || (isNumeric() && other.isNumeric());
    }

    private boolean isNumeric() {
        return this == INTEGER || this == NUMBER;
    }

    private String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
