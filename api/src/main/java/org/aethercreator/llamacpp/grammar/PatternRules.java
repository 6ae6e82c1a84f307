package org.aethercreator.llamacpp.grammar;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Texts within a JSON string that a regular expression (ECMA-262) is found in. Supported: characters and their escapes,
 * {@code .}, classes, {@code \d \w \s} and their opposites, groups, alternatives, counts, and {@code ^} and {@code $}
 * at the ends. Not supported: looking ahead or behind, references to groups, word boundaries and Unicode properties.
 */
final class PatternRules {
    private static final int END = -1;

    private final SchemaNode schema;
    private final String pattern;
    private int at;

    PatternRules(SchemaNode schema, String pattern) {
        this.schema = schema;
        this.pattern = pattern;
    }

    String expression() {
        boolean fromStart = pattern.startsWith("^");
        at = fromStart ? 1 : 0;
        List<String> alternatives = new ArrayList<>();
        alternatives.add(sequence());
        while (peek() == '|') {
            at++;
            alternatives.add(sequence());
        }
        boolean toEnd = peek() == '$';
        if (toEnd) {
            at++;
        }
        if (peek() != END) {
            throw wrong("has " + Character.toString(peek()) + " at character " + (at + 1)
                    + " where a grammar cannot follow it; ^ and $ may stand at the ends only");
        }
        if (alternatives.size() > 1 && (fromStart || toEnd)) {
            throw wrong("has ^ or $ beside |, where it belongs to one alternative only; write ^(a|b)$");
        }
        String found = group(alternatives);
        return (fromStart ? "" : "char* ") + found + (toEnd ? "" : " char*");
    }

    private String sequence() {
        List<String> parts = new ArrayList<>();
        while (peek() != END && peek() != '|' && peek() != ')' && peek() != '$') {
            parts.add(counted(atom()));
        }
        return parts.isEmpty() ? "\"\"" : String.join(" ", parts);
    }

    private String atom() {
        int next = peek();
        at += Character.charCount(next);
        return switch (next) {
            case '(' -> parentheses();
            case '[' -> characterClass();
            case '.' ->
                new CharacterSet()
                        .add('\n')
                        .add('\r')
                        .add(0x2028)
                        .add(0x2029)
                        .negate()
                        .expression();
            case '\\' -> escape();
            case '*', '+', '?', '{', '}', ']', '^' ->
                throw wrong("has " + Character.toString(next) + " at character " + at
                        + " where it means nothing; write \\" + Character.toString(next) + " for the character");
            default -> new CharacterSet().add(next).expression();
        };
    }

    private String parentheses() {
        if (pattern.startsWith("?:", at)) {
            at += 2;
        } else if (peek() == '?') {
            throw wrong("has (? at character " + at + ", which a grammar cannot follow; use ( ) or (?: )");
        }
        List<String> alternatives = new ArrayList<>();
        alternatives.add(sequence());
        while (peek() == '|') {
            at++;
            alternatives.add(sequence());
        }
        if (peek() != ')') {
            throw wrong("has a ( without ), or a $ within ( )");
        }
        at++;
        return group(alternatives);
    }

    private static String group(List<String> alternatives) {
        return "(" + String.join(" | ", alternatives) + ")";
    }

    private String counted(String atom) {
        int minimum = 1;
        int maximum = 1;
        int next = peek();
        if (next == '*' || next == '+' || next == '?') {
            at++;
            minimum = next == '+' ? 1 : 0;
            maximum = next == '?' ? 1 : -1;
        } else if (next == '{') {
            int end = pattern.indexOf('}', at);
            String counts = end < 0 ? "" : pattern.substring(at + 1, end);
            if (!counts.matches("\\d{1,4}(,\\d{0,4})?")) {
                throw wrong(
                        "has {" + counts + "} at character " + (at + 1) + ", which is no count such as {2} or {2,5}");
            }
            at = end + 1;
            int comma = counts.indexOf(',');
            minimum = Integer.parseInt(comma < 0 ? counts : counts.substring(0, comma));
            maximum = comma < 0
                    ? minimum
                    : comma == counts.length() - 1 ? -1 : Integer.parseInt(counts.substring(comma + 1));
            if (Math.max(minimum, maximum) > SchemaNode.LARGEST_COUNT || (maximum >= 0 && maximum < minimum)) {
                throw wrong(
                        "has the count {" + counts + "}; a grammar can count upwards to " + SchemaNode.LARGEST_COUNT);
            }
        } else {
            return atom;
        }
        if (peek() == '?') {
            at++; // as few as possible: the same texts match
        }
        return Rules.repeat(atom, minimum, maximum);
    }

    private String escape() {
        CharacterSet shorthand = shorthand(peek());
        if (shorthand != null) {
            at++;
            return shorthand.expression();
        }
        return new CharacterSet().add(escapedCharacter()).expression();
    }

    private static @Nullable CharacterSet shorthand(int letter) {
        CharacterSet set =
                switch (Character.toLowerCase(letter)) {
                    case 'd' -> new CharacterSet().add('0', '9');
                    case 'w' ->
                        new CharacterSet().add('0', '9').add('A', 'Z').add('_').add('a', 'z');
                    case 's' ->
                        new CharacterSet()
                                .add('\t', '\r')
                                .add(' ')
                                .add(0xA0)
                                .add(0x1680)
                                .add(0x2000, 0x200A)
                                .add(0x2028, 0x2029)
                                .add(0x202F)
                                .add(0x205F)
                                .add(0x3000)
                                .add(0xFEFF);
                    default -> null;
                };
        return set == null || Character.isLowerCase(letter) ? set : set.negate();
    }

    private int escapedCharacter() {
        int letter = peek();
        if (letter == END) {
            throw wrong("ends with \\");
        }
        at += Character.charCount(letter);
        return switch (letter) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'f' -> '\f';
            case 'v' -> 0x0B;
            case 'x' -> hexadecimal(2);
            case 'u' -> hexadecimal(4);
            default -> {
                if (Character.isLetterOrDigit(letter)) {
                    throw wrong("has \\" + Character.toString(letter) + " at character " + (at - 1)
                            + ", which a grammar cannot follow; describe the characters by a [class]");
                }
                yield letter;
            }
        };
    }

    private int hexadecimal(int digits) {
        String text = pattern.substring(at, Math.min(pattern.length(), at + digits));
        if (!text.matches("[0-9a-fA-F]{" + digits + "}")) {
            throw wrong("has \\" + pattern.charAt(at - 1) + " without " + digits + " hexadecimal digits");
        }
        at += digits;
        return Integer.parseInt(text, 16);
    }

    private String characterClass() {
        boolean negated = peek() == '^';
        at += negated ? 1 : 0;
        CharacterSet set = new CharacterSet();
        while (peek() != ']') {
            if (peek() == END) {
                throw wrong("has a [ without ]");
            }
            addToClass(set);
        }
        at++;
        CharacterSet wanted = negated ? set.negate() : set;
        if (wanted.isEmpty()) {
            throw wrong("has a class that no character is of");
        }
        return wanted.expression();
    }

    private void addToClass(CharacterSet set) {
        if (peek() == '\\' && at + 1 < pattern.length()) {
            CharacterSet shorthand = shorthand(pattern.charAt(at + 1));
            if (shorthand != null) {
                at += 2;
                set.addAll(shorthand);
                return;
            }
        }
        int first = classCharacter();
        int last = first;
        if (peek() == '-' && at + 1 < pattern.length() && pattern.charAt(at + 1) != ']') {
            at++;
            last = classCharacter();
            if (last < first) {
                throw wrong("has the range " + Character.toString(first) + "-" + Character.toString(last)
                        + ", which goes backwards");
            }
        }
        set.add(first, last);
    }

    private int classCharacter() {
        int next = peek();
        if (next == END) {
            throw wrong("has a [ without ]");
        }
        at += Character.charCount(next);
        if (next == '\\' && peek() == 'b') {
            at++;
            return '\b';
        }
        return next == '\\' ? escapedCharacter() : next;
    }

    private int peek() {
        return at < pattern.length() ? pattern.codePointAt(at) : END;
    }

    private IllegalArgumentException wrong(String what) {
        return schema.wrong("pattern", "(" + pattern + ") " + what);
    }
}
