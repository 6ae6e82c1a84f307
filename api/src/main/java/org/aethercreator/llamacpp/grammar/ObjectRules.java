package org.aethercreator.llamacpp.grammar;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** JSON objects: the named properties in the schema's order, then others, if the schema speaks of them. */
final class ObjectRules {
    private final JsonSchema document;
    private final Rules rules;

    private record Member(String expression, boolean required) {}

    ObjectRules(JsonSchema document, Rules rules) {
        this.document = document;
        this.rules = rules;
    }

    String expression(SchemaNode schema, String wish) {
        if (!schema.has("properties") && !schema.has("required") && !schema.has("additionalProperties")) {
            return rules.json("object");
        }
        rules.json(Rules.SPACE);
        List<String> required = JsonSchema.texts(schema, "required");
        List<Member> members = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        SchemaNode properties = schema.child("properties");
        if (schema.has("properties") && !properties.json().isObject()) {
            throw schema.wrong("properties", "is " + properties.json() + ", but must be an object of schemas");
        }
        for (Iterator<String> all = properties.json().fieldNames(); all.hasNext(); ) {
            String name = all.next();
            names.add(name);
            members.add(member(name, document.expression(properties.child(name), wish + "-" + name), wish, required));
        }
        for (String name : required) {
            if (names.add(name)) {
                members.add(member(name, valueOfUnnamed(schema, name, wish), wish, required));
            }
        }
        return rules.add(
                wish + "-object", "\"{\" ws " + members(members, others(schema, names, wish), wish) + " \"}\"");
    }

    private Member member(String name, String value, String wish, List<String> required) {
        String expression = Rules.literal(new TextNode(name)) + " ws \":\" ws " + value + " ws";
        return new Member(rules.add(wish + "-" + name + "-member", expression), required.contains(name));
    }

    private String valueOfUnnamed(SchemaNode schema, String name, String wish) {
        if (!schema.has("additionalProperties")) {
            return rules.json("value");
        }
        SchemaNode additional = schema.child("additionalProperties");
        if (additional.json().isBoolean() && !additional.json().booleanValue()) {
            throw schema.wrong(
                    "required", "names \"" + name + "\", which neither properties nor additionalProperties allow");
        }
        return document.expression(additional, wish + "-" + name);
    }

    /** A member whose name is none of the named, or null if there must be none. */
    private @Nullable String others(SchemaNode schema, Set<String> names, String wish) {
        if (!schema.has("additionalProperties")) {
            return null;
        }
        SchemaNode additional = schema.child("additionalProperties");
        if (additional.json().isBoolean() && !additional.json().booleanValue()) {
            return null;
        }
        String value = document.expression(additional, wish + "-other");
        return rules.add(
                wish + "-other-member",
                "\"\\\"\" " + otherName(names, wish) + " \"\\\"\" ws \":\" ws " + value + " ws");
    }

    /**
     * From the last member to the first: {@code tail} is what may follow once a member was written, {@code head} what
     * may stand while none was.
     */
    private String members(List<Member> members, @Nullable String others, String wish) {
        String tail = others == null ? "" : "(\",\" ws " + others + ")*";
        String head = others == null ? "" : "(" + others + " " + tail + ")?";
        for (int i = members.size() - 1; i >= 0; i--) {
            Member member = members.get(i);
            if (member.required()) {
                head = member.expression() + " " + tail;
                tail = "\",\" ws " + member.expression() + " " + tail;
            } else {
                String named = isShort(tail) ? tail : rules.add(wish + "-rest", tail);
                head = "(" + member.expression() + " " + named + " | " + head + ")";
                tail = "(\",\" ws " + member.expression() + ")? " + named;
            }
        }
        return head;
    }

    /** Written twice, it should not grow the grammar. */
    private static boolean isShort(String expression) {
        return expression.length() < 20;
    }

    /** The letters of a name that is none of {@code names}; without escapes, which could spell one of them. */
    private String otherName(Set<String> names, String wish) {
        Letters letters = new Letters();
        names.stream()
                .filter(name -> name.codePoints().noneMatch(c -> c == '"' || c == '\\' || c < ' '))
                .forEach(letters::add);
        return letters.isLeaf() && !letters.ends
                ? "[^\"\\\\\\x00-\\x1F]*"
                : rules.add(wish + "-other-name", letters.noneOfThem());
    }

    /** Names by their letters, as a tree. */
    private static final class Letters {
        private final TreeMap<Integer, Letters> next = new TreeMap<>();
        private boolean ends;

        void add(String name) {
            Letters at = this;
            for (int letter : name.codePoints().toArray()) {
                at = at.next.computeIfAbsent(letter, unused -> new Letters());
            }
            at.ends = true;
        }

        boolean isLeaf() {
            return next.isEmpty();
        }

        String noneOfThem() {
            String taken = next.keySet().stream().map(Rules::escapedInClass).collect(Collectors.joining());
            List<String> alternatives = new ArrayList<>();
            if (!ends) {
                alternatives.add("\"\"");
            }
            next.forEach((letter, rest) ->
                    alternatives.add(Rules.literal(Character.toString(letter)) + " (" + rest.noneOfThem() + ")"));
            alternatives.add("[^\"\\\\\\x00-\\x1F" + taken + "] [^\"\\\\\\x00-\\x1F]*");
            return String.join(" | ", alternatives);
        }
    }
}
