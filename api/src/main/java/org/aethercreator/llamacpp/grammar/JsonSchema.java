package org.aethercreator.llamacpp.grammar;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Turns a JSON schema into a grammar: each subschema becomes an expression, by its keywords. */
final class JsonSchema {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final SchemaNode root;
    private final Rules rules = new Rules();
    private final Map<String, String> rulesOfReferences = new HashMap<>();

    private JsonSchema(SchemaNode root) {
        this.root = root;
    }

    static JsonSchema parse(String json) {
        try {
            JsonNode schema = JSON.readTree(json);
            if (schema.isMissingNode()) {
                throw new IllegalArgumentException("The JSON schema is empty; {} allows any value.");
            }
            return new JsonSchema(new SchemaNode(schema, "#"));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The JSON schema is no JSON: " + e.getMessage(), e);
        }
    }

    String toGbnf() {
        rulesOfReferences.put("#", rules.reserve(Grammar.ROOT_RULE));
        rules.define(Grammar.ROOT_RULE, expression(root, Grammar.ROOT_RULE));
        return rules.toGbnf();
    }

    /** An expression for what is valid by a schema; {@code wish} is how its rules like to be called. */
    String expression(SchemaNode schema, String wish) {
        if (schema.json().isBoolean() && schema.json().booleanValue()) {
            return rules.json("value");
        }
        if (!schema.json().isObject()) {
            throw new IllegalArgumentException("The JSON schema has " + schema.json() + " at " + schema.path()
                    + " where a schema must be: an object such as {\"type\": \"string\"}"
                    + (schema.json().isBoolean() ? "; false allows no value." : "."));
        }
        schema.checkKeywords();
        if (schema.has("$ref")) {
            schema.checkAlone("$ref", Set.of());
            return reference(schema);
        }
        if (schema.has("const") || schema.has("enum")) {
            return constants(schema);
        }
        for (String keyword : List.of("anyOf", "oneOf", "allOf")) {
            if (schema.has(keyword)) {
                schema.checkAlone(keyword, Set.of());
                return alternatives(schema, keyword, wish);
            }
        }
        List<SchemaType> types = SchemaType.of(schema);
        return group(types.stream().map(type -> typed(schema, type, wish)).toList());
    }

    private String typed(SchemaNode schema, SchemaType type, String wish) {
        return switch (type) {
            case OBJECT -> new ObjectRules(this, rules).expression(schema, wish);
            case ARRAY -> new ArrayRules(this, rules).expression(schema, wish);
            case STRING -> new StringRules(rules).expression(schema, wish);
            case INTEGER -> new NumberRules(rules).integer(schema);
            case NUMBER -> new NumberRules(rules).number(schema);
            case BOOLEAN -> "(\"true\" | \"false\")";
            case NULL -> "\"null\"";
        };
    }

    private String alternatives(SchemaNode schema, String keyword, String wish) {
        List<SchemaNode> parts = schema.elements(keyword);
        if (keyword.equals("allOf") && parts.size() > 1) {
            throw schema.wrong(
                    keyword,
                    "has " + parts.size() + " schemas, and a grammar cannot follow several; write them as one");
        }
        if (keyword.equals("oneOf")) {
            new Exclusion(this).check(schema, parts);
        }
        List<String> expressions = new ArrayList<>();
        for (SchemaNode part : parts) {
            expressions.add(expression(part, parts.size() == 1 ? wish : wish + "-" + (expressions.size() + 1)));
        }
        return group(expressions);
    }

    private static String constants(SchemaNode schema) {
        String keyword = schema.has("const") ? "const" : "enum";
        schema.checkAlone(keyword, Set.of("type"));
        List<JsonNode> values = values(schema);
        if (values.isEmpty()) {
            throw schema.wrong(
                    keyword, "has no value of the type " + schema.json().path("type"));
        }
        return group(values.stream().map(Rules::literal).toList());
    }

    /** The values that an {@code enum} or {@code const} allows, of the type that stands beside it. */
    static List<JsonNode> values(SchemaNode schema) {
        List<JsonNode> values = schema.has("const")
                ? List.of(schema.json().path("const"))
                : schema.elements("enum").stream().map(SchemaNode::json).toList();
        if (!schema.has("type")) {
            return values;
        }
        List<SchemaType> types = SchemaType.of(schema);
        return values.stream()
                .filter(value -> types.stream().anyMatch(type -> type.isOf(value)))
                .toList();
    }

    private String reference(SchemaNode schema) {
        SchemaNode target = target(schema);
        String known = rulesOfReferences.get(target.path());
        if (known != null) {
            return known;
        }
        String name = rules.reserve(target.path().substring(target.path().lastIndexOf('/') + 1));
        rulesOfReferences.put(target.path(), name);
        rules.define(name, expression(target, name));
        return name;
    }

    /** What a {@code $ref} points to. */
    SchemaNode target(SchemaNode schema) {
        String reference = String.valueOf(schema.text("$ref"));
        if (!reference.equals("#") && !reference.startsWith("#/")) {
            throw schema.wrong(
                    "$ref",
                    "is " + reference
                            + ", but only places in the same schema can be referred to, such as #/$defs/name");
        }
        JsonNode target = root.json().at(JsonPointer.compile(reference.substring(1)));
        if (target.isMissingNode()) {
            throw schema.wrong("$ref", "is " + reference + ", and nothing stands there");
        }
        return new SchemaNode(target, reference);
    }

    private static String group(List<String> expressions) {
        List<String> different = expressions.stream().distinct().toList();
        return different.size() == 1
                ? different.get(0)
                : different.stream().collect(Collectors.joining(" | ", "(", ")"));
    }

    /** The texts of a list, such as the names of required properties. */
    static List<String> texts(SchemaNode schema, String keyword) {
        JsonNode list = schema.json().path(keyword);
        if (list.isMissingNode()) {
            return List.of();
        }
        boolean texts = list.isArray()
                && StreamSupport.stream(list.spliterator(), false).allMatch(JsonNode::isTextual);
        if (!texts) {
            throw schema.wrong(keyword, "is " + list + ", but must be a list of texts");
        }
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::textValue)
                .toList();
    }
}
