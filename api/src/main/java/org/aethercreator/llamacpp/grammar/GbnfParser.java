package org.aethercreator.llamacpp.grammar;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads GBNF as llama.cpp's {@code llama_grammar_parser} does, which tells of a mistake without its line, and only in
 * its process's error output.
 */
final class GbnfParser {
    private static final int END = -1;
    private static final int LARGEST_COUNT = 2000; // llama.cpp copies the part so often

    private final String text;
    private final Map<String, Gbnf.Rule> rules = new LinkedHashMap<>();
    private int at;

    private GbnfParser(String text) {
        this.text = text;
    }

    static Gbnf parse(String text) {
        return new GbnfParser(text).grammar();
    }

    private Gbnf grammar() {
        skipSpace(true);
        while (peek() != END) {
            rule();
        }
        return new Gbnf(Collections.unmodifiableMap(rules)); // in the order of the text, in which mistakes are told
    }

    private void rule() {
        int line = line();
        String name = name();
        skipSpace(false);
        if (!text.startsWith("::=", at)) {
            throw wrong("expected ::= after the rule's name \"" + name + "\"");
        }
        at += 3;
        skipSpace(true);
        Gbnf.Node body = choice(false);
        if (peek() != END && peek() != '\n' && peek() != '\r') {
            throw wrong("expected the end of the line");
        }
        skipSpace(true);
        if (rules.put(name, new Gbnf.Rule(name, line, body)) != null) {
            throw new IllegalArgumentException("The grammar is wrong in line " + line + ": the rule \"" + name
                    + "\" is defined twice; rename or remove one.");
        }
    }

    private Gbnf.Node choice(boolean nested) {
        List<Gbnf.Node> alternatives = new ArrayList<>();
        alternatives.add(sequence(nested));
        while (peek() == '|') {
            at++;
            skipSpace(true);
            alternatives.add(sequence(nested));
        }
        return alternatives.size() == 1 ? alternatives.get(0) : new Gbnf.Choice(alternatives);
    }

    private Gbnf.Node sequence(boolean nested) {
        List<Gbnf.Node> parts = new ArrayList<>();
        while (true) {
            int next = peek();
            if (next == '"') {
                parts.add(literal());
            } else if (next == '[') {
                parts.add(characterClass());
            } else if (isNameCharacter(next)) {
                parts.add(new Gbnf.Reference(name(), line()));
            } else if (next == '(') {
                parts.add(group());
            } else if (next == '.') {
                at++;
                parts.add(new Gbnf.CharacterClass(true, List.of()));
            } else if (next == '*' || next == '+' || next == '?' || next == '{') {
                repeat(parts, nested);
            } else {
                return parts.size() == 1 ? parts.get(0) : new Gbnf.Sequence(parts);
            }
            skipSpace(nested);
        }
    }

    private Gbnf.Node group() {
        at++;
        skipSpace(true);
        Gbnf.Node inner = choice(true);
        if (peek() != ')') {
            throw wrong("expected )");
        }
        at++;
        return inner;
    }

    private void repeat(List<Gbnf.Node> parts, boolean nested) {
        if (parts.isEmpty() || parts.get(parts.size() - 1).equals(new Gbnf.Text(""))) {
            throw wrong("nothing stands before the " + Character.toString(peek()) + " that could be repeated");
        }
        int minimum = 0;
        int maximum = Gbnf.UNLIMITED;
        switch (text.charAt(at++)) {
            case '+' -> minimum = 1;
            case '?' -> maximum = 1;
            case '{' -> {
                skipSpace(nested);
                minimum = count();
                maximum = minimum;
                skipSpace(nested);
                if (peek() == ',') {
                    at++;
                    skipSpace(nested);
                    maximum = isDigit(peek()) ? count() : Gbnf.UNLIMITED;
                    skipSpace(nested);
                }
                if (peek() != '}') {
                    throw wrong("expected }");
                }
                at++;
            }
            default -> {} // *
        }
        if (maximum != Gbnf.UNLIMITED && maximum < minimum) {
            throw wrong("a repetition has the largest count " + maximum + ", but the smallest " + minimum);
        }
        parts.add(new Gbnf.Repeat(parts.remove(parts.size() - 1), minimum, maximum));
    }

    private int count() {
        int start = at;
        while (isDigit(peek())) {
            at++;
        }
        if (start == at) {
            throw wrong("expected a number");
        }
        String digits = text.substring(start, at);
        if (digits.length() > 9 || Integer.parseInt(digits) > LARGEST_COUNT) {
            throw wrong(
                    "a repetition of " + digits + " is more than the " + LARGEST_COUNT + " that llama.cpp can bear");
        }
        return Integer.parseInt(digits);
    }

    private Gbnf.Node literal() {
        at++;
        StringBuilder characters = new StringBuilder();
        while (peek() != '"') {
            characters.appendCodePoint(character());
        }
        at++;
        return new Gbnf.Text(characters.toString());
    }

    private Gbnf.Node characterClass() {
        at++;
        boolean negated = peek() == '^';
        if (negated) {
            at++;
        }
        List<Gbnf.Span> spans = new ArrayList<>();
        while (peek() != ']') {
            int first = character();
            int last = first;
            if (peek() == '-' && at + 1 < text.length() && text.charAt(at + 1) != ']') {
                at++;
                last = character();
            }
            spans.add(new Gbnf.Span(first, last));
        }
        if (spans.isEmpty() && !negated) {
            throw wrong("a [class] without characters matches nothing");
        }
        at++;
        return new Gbnf.CharacterClass(negated, List.copyOf(spans));
    }

    /** A character of a literal or a class, which may be escaped. */
    private int character() {
        int next = peek();
        if (next == END) {
            throw wrong("the text ends within a \"literal\" or a [class]");
        }
        at += Character.charCount(next);
        if (next != '\\') {
            return next;
        }
        int escaped = peek();
        at++;
        return switch (escaped) {
            case 'x' -> hexadecimal(2);
            case 'u' -> hexadecimal(4);
            case 'U' -> hexadecimal(8);
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'n' -> '\n';
            case '\\', '"', '[', ']' -> escaped;
            default -> {
                at--;
                throw wrong("expected x, u, U, t, r, n, \\, \", [ or ] after the \\");
            }
        };
    }

    private int hexadecimal(int digits) {
        int end = at + digits;
        if (end > text.length() || !text.substring(at, end).matches("[0-9a-fA-F]+")) {
            throw wrong("expected " + digits + " hexadecimal digits");
        }
        long value = Long.parseLong(text.substring(at, end), 16);
        if (value > Character.MAX_CODE_POINT) {
            throw wrong("there is no such character");
        }
        at = end;
        return (int) value;
    }

    private String name() {
        int start = at;
        while (isNameCharacter(peek())) {
            at++;
        }
        if (start == at) {
            throw wrong("expected the name of a rule");
        }
        return text.substring(start, at);
    }

    private void skipSpace(boolean withLines) {
        while (peek() == ' ' || peek() == '\t' || peek() == '#' || (withLines && (peek() == '\n' || peek() == '\r'))) {
            if (peek() == '#') {
                while (peek() != END && peek() != '\n' && peek() != '\r') {
                    at++;
                }
            } else {
                at++;
            }
        }
    }

    private int peek() {
        return at < text.length() ? text.codePointAt(at) : END;
    }

    private static boolean isNameCharacter(int character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || character == '-'
                || isDigit(character);
    }

    private static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }

    private int line() {
        return 1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
    }

    private IllegalArgumentException wrong(String what) {
        int lineStart = text.lastIndexOf('\n', at - 1) + 1;
        int lineEnd = text.indexOf('\n', at);
        String line = text.substring(lineStart, lineEnd < 0 ? text.length() : lineEnd);
        return new IllegalArgumentException("The grammar is wrong in line " + line() + ", column "
                + (at - lineStart + 1) + ": " + what + ". The line is: " + line);
    }
}
