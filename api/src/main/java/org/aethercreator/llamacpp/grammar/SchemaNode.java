package org.aethercreator.llamacpp.grammar;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A part of a JSON schema and where it stands.
 *
 * @param path a JSON pointer behind {@code #}
 */
record SchemaNode(JsonNode json, String path) {
    /** A repetition of more parts is too much for llama.cpp. */
    static final int LARGEST_COUNT = 2000;

    /** Keywords that say nothing about which values are valid. */
    private static final Set<String> ANNOTATIONS = Set.of(
            "title",
            "description",
            "default",
            "examples",
            "deprecated",
            "readOnly",
            "writeOnly",
            "$schema",
            "$comment",
            "$defs",
            "definitions");

    private static final Set<String> SUPPORTED = Set.of(
            "type",
            "enum",
            "const",
            "anyOf",
            "oneOf",
            "allOf",
            "$ref",
            "properties",
            "required",
            "additionalProperties",
            "items",
            "prefixItems",
            "minItems",
            "maxItems",
            "minLength",
            "maxLength",
            "pattern",
            "format",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum");

    private static final Set<String> KNOWN = Set.of(
            "not",
            "if",
            "then",
            "else",
            "dependentRequired",
            "dependentSchemas",
            "dependencies",
            "patternProperties",
            "propertyNames",
            "minProperties",
            "maxProperties",
            "unevaluatedProperties",
            "unevaluatedItems",
            "additionalItems",
            "contains",
            "minContains",
            "maxContains",
            "uniqueItems",
            "multipleOf",
            "$anchor",
            "$dynamicRef",
            "$dynamicAnchor",
            "$vocabulary",
            "contentEncoding",
            "contentMediaType",
            "contentSchema");

    SchemaNode child(String keyword) {
        return new SchemaNode(
                json.path(keyword), path + "/" + keyword.replace("~", "~0").replace("/", "~1"));
    }

    SchemaNode child(int index) {
        return new SchemaNode(json.path(index), path + "/" + index);
    }

    boolean has(String keyword) {
        return json.has(keyword);
    }

    /** The elements of a list that must not be empty. */
    List<SchemaNode> elements(String keyword) {
        SchemaNode list = child(keyword);
        if (!list.json().isArray() || list.json().isEmpty()) {
            throw wrong(keyword, "is " + list.json() + ", but must be a list with at least one element");
        }
        List<SchemaNode> elements = new ArrayList<>();
        for (int i = 0; i < list.json().size(); i++) {
            elements.add(list.child(i));
        }
        return elements;
    }

    /** A number of characters or elements, or {@code otherwise} if the keyword is not there. */
    int count(String keyword, int otherwise) {
        JsonNode value = json.path(keyword);
        if (value.isMissingNode()) {
            return otherwise;
        }
        if (!value.canConvertToExactIntegral() || !value.canConvertToInt() || value.intValue() < 0) {
            throw wrong(keyword, "is " + value + ", but must be a whole number of 0 or more");
        }
        if (value.intValue() > LARGEST_COUNT) {
            throw wrong(
                    keyword,
                    "is " + value + ", but a grammar can count to " + LARGEST_COUNT
                            + " only; lower it, or remove it and check the value afterwards");
        }
        return value.intValue();
    }

    @Nullable
    String text(String keyword) {
        JsonNode value = json.path(keyword);
        if (value.isMissingNode()) {
            return null;
        }
        if (!value.isTextual()) {
            throw wrong(keyword, "is " + value + ", but must be a text");
        }
        return value.textValue();
    }

    /** Refuses what could not be followed. */
    void checkKeywords() {
        json.fieldNames().forEachRemaining(keyword -> {
            boolean harmless = ANNOTATIONS.contains(keyword)
                    || (keyword.equals("$id") && path.equals("#"))
                    || (keyword.equals("uniqueItems")
                            && json.path(keyword).isBoolean()
                            && !json.path(keyword).booleanValue());
            if (!harmless && !SUPPORTED.contains(keyword)) {
                throw wrong(
                        keyword,
                        KNOWN.contains(keyword) || keyword.equals("$id")
                                ? "cannot become part of a grammar; remove it and check the value afterwards"
                                : "is no keyword of JSON Schema; correct or remove it");
            }
        });
    }

    /** Refuses other keywords beside one that says all. */
    void checkAlone(String keyword, Set<String> allowed) {
        json.fieldNames().forEachRemaining(other -> {
            if (SUPPORTED.contains(other) && !other.equals(keyword) && !allowed.contains(other)) {
                throw wrong(
                        other,
                        "stands beside \"" + keyword
                                + "\", and a grammar cannot follow both; move it into the schemas there, or remove it");
            }
        });
    }

    IllegalArgumentException wrong(String keyword, String what) {
        return new IllegalArgumentException("The JSON schema's \"" + keyword + "\" at " + path + " " + what + ".");
    }
}
