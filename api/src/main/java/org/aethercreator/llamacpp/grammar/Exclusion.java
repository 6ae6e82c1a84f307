package org.aethercreator.llamacpp.grammar;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * Whether the schemas of a {@code oneOf} exclude each other, so that a value that is valid by one is valid by one only:
 * they have different types, different constants, or objects with a required property of different constants.
 */
final class Exclusion {
    private static final int MOST_REFERENCES = 100;

    private final JsonSchema document;

    Exclusion(JsonSchema document) {
        this.document = document;
    }

    void check(SchemaNode schema, List<SchemaNode> parts) {
        for (int i = 0; i < parts.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (!exclude(resolved(parts.get(i)), resolved(parts.get(j)))) {
                    throw schema.wrong(
                            "oneOf",
                            "may allow the same value by its schemas " + j + " and " + i
                                    + ", and a grammar cannot see to it that only one does; write anyOf, or give each a"
                                    + " required property with a const of its own");
                }
            }
        }
    }

    private boolean exclude(SchemaNode first, SchemaNode second) {
        if (isConstant(first) && isConstant(second)) {
            return differ(JsonSchema.values(first), JsonSchema.values(second));
        }
        if (!isPlain(first) || !isPlain(second)) {
            return false;
        }
        boolean differentTypes = SchemaType.of(first).stream()
                .noneMatch(type -> SchemaType.of(second).stream().anyMatch(type::overlaps));
        return differentTypes || differInAProperty(first, second);
    }

    private boolean differInAProperty(SchemaNode first, SchemaNode second) {
        List<SchemaType> objects = List.of(SchemaType.OBJECT);
        if (!SchemaType.of(first).equals(objects) || !SchemaType.of(second).equals(objects)) {
            return false;
        }
        return JsonSchema.texts(first, "required").stream()
                .filter(JsonSchema.texts(second, "required")::contains)
                .anyMatch(name -> {
                    SchemaNode one = resolved(first.child("properties").child(name));
                    SchemaNode other = resolved(second.child("properties").child(name));
                    return isConstant(one) && isConstant(other) && exclude(one, other);
                });
    }

    private SchemaNode resolved(SchemaNode schema) {
        SchemaNode resolved = schema;
        for (int i = 0; i < MOST_REFERENCES && resolved.has("$ref"); i++) {
            resolved = document.target(resolved);
        }
        return resolved;
    }

    private static boolean isConstant(SchemaNode schema) {
        return schema.has("const") || schema.has("enum");
    }

    /** Its type stands in it. */
    private static boolean isPlain(SchemaNode schema) {
        return (schema.has("type") || isConstant(schema))
                && !schema.has("anyOf")
                && !schema.has("oneOf")
                && !schema.has("allOf")
                && !schema.has("$ref");
    }

    private static boolean differ(List<JsonNode> first, List<JsonNode> second) {
        return first.stream().noneMatch(value -> second.stream().anyMatch(other -> same(value, other)));
    }

    private static boolean same(JsonNode first, JsonNode second) {
        return (first.isNumber() && second.isNumber())
                ? first.decimalValue().compareTo(second.decimalValue()) == 0
                : first.equals(second);
    }
}
