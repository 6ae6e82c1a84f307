package org.aethercreator.llamacpp.grammar;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The rules of a grammar that is being written, and the words of GBNF. Expressions are texts in GBNF. */
final class Rules {
    /** White space between the parts of a JSON text; bounded, because a model can write blanks for ever. */
    static final String SPACE = "ws";

    private static final Map<String, String> OF_JSON = Map.of(
            SPACE,
            "| \" \" | \"\\n\" [ \\t]{0,20}",
            "char",
            "[^\"\\\\\\x00-\\x1F] | \"\\\\\" ([\"\\\\/bfnrt] | \"u\" no-surrogate)",
            "no-surrogate", // half a character would be no Unicode text, and counts as one or as half
            "[0-9a-cA-CefEF] [0-9a-fA-F]{3} | [dD] [0-7] [0-9a-fA-F]{2}",
            "string",
            "\"\\\"\" char* \"\\\"\"",
            "integer",
            "\"-\"? (\"0\" | [1-9] [0-9]{0,15})",
            "number",
            "integer (\".\" [0-9]{1,15})? ([eE] [-+]? [0-9]{1,2})?",
            "value",
            "object | array | string | number | \"true\" | \"false\" | \"null\"",
            "object",
            "\"{\" ws (string ws \":\" ws value ws (\",\" ws string ws \":\" ws value ws)*)? \"}\"",
            "array",
            "\"[\" ws (value ws (\",\" ws value ws)*)? \"]\"");
    private static final Map<String, String> NEEDS = Map.of(
            "char", "no-surrogate",
            "string", "char",
            "number", "integer",
            "value", "object array string number",
            "object", "ws string value",
            "array", "ws value");

    private final Map<String, String> bodies = new LinkedHashMap<>();

    /** A name for a rule that is not taken yet, as near to {@code wish} as GBNF allows. */
    String reserve(String wish) {
        String plain =
                wish.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        String name = plain.isEmpty() ? "rule" : plain;
        for (int number = 2; bodies.containsKey(name) || OF_JSON.containsKey(name); number++) {
            name = plain + "-" + number;
        }
        bodies.put(name, "");
        return name;
    }

    /** Gives a reserved rule its body. */
    void define(String name, String body) {
        bodies.put(name, body);
    }

    /** A new rule; its name is an expression. */
    String add(String wish, String body) {
        String name = reserve(wish);
        define(name, body);
        return name;
    }

    /** A rule for JSON texts that no schema narrows. */
    String json(String name) {
        if (!bodies.containsKey(name)) {
            bodies.put(name, OF_JSON.getOrDefault(name, ""));
            for (String needed : NEEDS.getOrDefault(name, "").split(" ")) {
                if (!needed.isEmpty()) {
                    json(needed);
                }
            }
        }
        return name;
    }

    /** All of it, the root rule first. */
    String toGbnf() {
        return bodies.entrySet().stream()
                .map(rule -> rule.getKey() + " ::= " + rule.getValue() + "\n")
                .collect(Collectors.joining());
    }

    /** The text itself. */
    static String literal(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(codePoint -> quoted.append(codePoint == '"' ? "\\\"" : escaped(codePoint)));
        return quoted.append('"').toString();
    }

    /** A value as compact JSON. */
    static String literal(JsonNode value) {
        return literal(value.toString());
    }

    /** As it stands in a class of characters. */
    static String escapedInClass(int codePoint) {
        return codePoint == '[' || codePoint == ']' || codePoint == '^' || codePoint == '-' || codePoint == '"'
                ? String.format(Locale.ROOT, "\\x%02X", codePoint)
                : escaped(codePoint);
    }

    private static String escaped(int codePoint) {
        if (codePoint == '\\') {
            return "\\\\";
        }
        if (codePoint >= ' ' && codePoint < 0x7F) {
            return Character.toString(codePoint);
        }
        return String.format(Locale.ROOT, codePoint <= 0xFF ? "\\x%02X" : "\\U%08X", codePoint);
    }

    /** {@code maximum} below 0 = without limit; the expression is a name, a class or in parentheses. */
    static String repeat(String expression, int minimum, int maximum) {
        if (maximum == 0) {
            return "";
        }
        if (minimum == 1 && maximum == 1) {
            return expression;
        }
        if (minimum == 0 && maximum == 1) {
            return expression + "?";
        }
        if (maximum < 0 && minimum <= 1) {
            return expression + (minimum == 0 ? "*" : "+");
        }
        return expression + "{" + minimum + (minimum == maximum ? "" : "," + (maximum < 0 ? "" : maximum)) + "}";
    }
}
