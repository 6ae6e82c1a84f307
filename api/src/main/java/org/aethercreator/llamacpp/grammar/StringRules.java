package org.aethercreator.llamacpp.grammar;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** JSON strings: of any text, of a length, of a format, or that match a pattern. */
final class StringRules {
    private static final String QUOTE = "\"\\\"\"";

    private static final String DATE =
            "(year \"-\" (\"0\" [13578] | \"1\" [02]) \"-\" (\"0\" [1-9] | [12] [0-9] | \"3\" [01])"
                    + " | year \"-\" (\"0\" [469] | \"11\") \"-\" (\"0\" [1-9] | [12] [0-9] | \"30\")"
                    + " | year \"-02-\" (\"0\" [1-9] | \"1\" [0-9] | \"2\" [0-8])"
                    + " | leap-year \"-02-29\")";
    private static final String TIME = "(\"0\" [0-9] | \"1\" [0-9] | \"2\" [0-3]) \":\" [0-5] [0-9] \":\" [0-5] [0-9]"
            + " (\".\" [0-9]{1,9})? (\"Z\" | [-+] (\"0\" [0-9] | \"1\" [0-3]) \":\" [0-5] [0-9])";
    private static final Map<String, String> FORMATS = Map.of(
            "date",
            DATE,
            "time",
            TIME,
            "date-time",
            DATE + " \"T\" " + TIME,
            "uuid",
            "[0-9a-f]{8} \"-\" [0-9a-f]{4} \"-\" [0-9a-f]{4} \"-\" [0-9a-f]{4} \"-\" [0-9a-f]{12}");

    private final Rules rules;

    StringRules(Rules rules) {
        this.rules = rules;
    }

    String expression(SchemaNode schema, String wish) {
        String format = schema.text("format");
        String pattern = schema.text("pattern");
        boolean hasLength = schema.has("minLength") || schema.has("maxLength");
        if (format != null) {
            schema.checkAlone("format", Set.of("type"));
            return format(schema, format, wish);
        }
        if (pattern != null) {
            if (hasLength) {
                throw schema.wrong(
                        "pattern",
                        "stands beside minLength or maxLength, and a grammar cannot follow both; count in the pattern,"
                                + " such as [a-z]{2,5}");
            }
            rules.json("char");
            return rules.add(wish, QUOTE + " " + new PatternRules(schema, pattern).expression() + " " + QUOTE);
        }
        return hasLength ? length(schema, wish) : rules.json("string");
    }

    private String length(SchemaNode schema, String wish) {
        int minimum = schema.count("minLength", 0);
        int maximum = schema.count("maxLength", -1);
        if (maximum >= 0 && maximum < minimum) {
            throw schema.wrong("maxLength", "is " + maximum + ", which is less than minLength, " + minimum);
        }
        String characters = Rules.repeat(rules.json("char"), minimum, maximum);
        return rules.add(wish, QUOTE + " " + characters + " " + QUOTE);
    }

    private String format(SchemaNode schema, String format, String wish) {
        @Nullable String body = FORMATS.get(format);
        if (body == null) {
            throw schema.wrong(
                    "format",
                    "is " + format + "; grammars exist for "
                            + new TreeSet<>(FORMATS.keySet()).stream().collect(Collectors.joining(", "))
                            + "; remove it, or describe the text by a pattern");
        }
        String year = rules.add(wish + "-year", "[0-9]{4}");
        String leapYear = rules.add(
                wish + "-leap-year",
                "[0-9] [0-9] (\"0\" [48] | [2468] [048] | [13579] [26]) | ([02468] [048] | [13579] [26]) \"00\"");
        return rules.add(
                wish,
                QUOTE + " " + body.replace("leap-year", leapYear).replaceAll("(?<![-a-z])year", year) + " " + QUOTE);
    }
}
