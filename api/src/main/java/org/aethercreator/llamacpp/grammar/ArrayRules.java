package org.aethercreator.llamacpp.grammar;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSON arrays: all of {@code prefixItems}, then as many {@code items} as the schema allows. */
final class ArrayRules {
    private final JsonSchema document;
    private final Rules rules;

    ArrayRules(JsonSchema document, Rules rules) {
        this.document = document;
        this.rules = rules;
    }

    String expression(SchemaNode schema, String wish) {
        int minimum = schema.count("minItems", 0);
        int maximum = schema.count("maxItems", -1);
        if (maximum >= 0 && maximum < minimum) {
            throw schema.wrong("maxItems", "is " + maximum + ", which is less than minItems, " + minimum);
        }
        List<String> parts = prefix(schema, maximum, wish);
        int restMinimum = Math.max(0, minimum - parts.size());
        int restMaximum = maximum < 0 ? -1 : maximum - parts.size();
        String items = items(schema, wish);
        if (items == null) {
            if (restMinimum > 0) {
                throw schema.wrong(
                        "minItems", "is " + minimum + ", but there is nothing for the element " + parts.size());
            }
            restMaximum = 0;
        }
        rules.json(Rules.SPACE);
        String body = elements(parts, items == null ? "" : items, restMinimum, restMaximum);
        return rules.add(wish + "-array", "\"[\" ws " + body + " \"]\"");
    }

    private List<String> prefix(SchemaNode schema, int maximum, String wish) {
        List<String> parts = new ArrayList<>();
        if (schema.has("prefixItems")) {
            for (SchemaNode part : schema.elements("prefixItems")) {
                if (maximum < 0 || parts.size() < maximum) {
                    parts.add(document.expression(part, wish + "-" + parts.size()));
                }
            }
        }
        return parts;
    }

    /** What each further element may be; null = there is none. */
    private @Nullable String items(SchemaNode schema, String wish) {
        SchemaNode items = schema.child("items");
        if (items.json().isArray()) {
            throw schema.wrong("items", "is a list, as in older drafts; name it prefixItems");
        }
        if (items.json().isBoolean() && !items.json().booleanValue()) {
            return null;
        }
        if (items.json().isMissingNode()) {
            return schema.has("prefixItems") ? null : rules.json("value");
        }
        return document.expression(items, wish + "-item");
    }

    private static String elements(List<String> first, String item, int minimum, int maximum) {
        List<String> parts = new ArrayList<>(first);
        int restMinimum = minimum;
        int restMaximum = maximum;
        boolean mayBeEmpty = parts.isEmpty() && minimum == 0;
        if (parts.isEmpty() && maximum != 0) {
            parts.add(item);
            restMinimum = Math.max(0, minimum - 1);
            restMaximum = maximum < 0 ? -1 : maximum - 1;
        }
        String body = parts.isEmpty() ? "" : String.join(" ws \",\" ws ", parts) + " ws";
        String more = Rules.repeat("(\",\" ws " + item + " ws)", restMinimum, restMaximum);
        String all = (body + " " + more).strip();
        return mayBeEmpty && !all.isEmpty() ? "(" + all + ")?" : all;
    }
}
