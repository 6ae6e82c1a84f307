package org.aethercreator.modelfile.template;

import java.util.Locale;
import java.util.Optional;
import org.aethercreator.modelfile.PrintableRunes;

/** Go's quoted strings and characters, read and written. */
final class GoQuoting {
    private static final String ESCAPED = "\u0007\b\f\n\r\t\u000b\\";
    private static final String LETTERS = "abfnrtv\\";

    private GoQuoting() {}

    /** In double quotes; what is not printable is escaped. */
    static String quote(String bytes) {
        return quote(bytes, '"', false);
    }

    static String quote(String bytes, char quote, boolean asciiOnly) {
        StringBuilder out = new StringBuilder().append(quote);
        for (int at = 0; at < bytes.length(); at += GoText.width(bytes, at)) {
            if (GoText.isRune(bytes, at)) {
                out.append(escaped(GoText.rune(bytes, at), quote, asciiOnly));
            } else {
                out.append(hex("\\x%02x", bytes.charAt(at)));
            }
        }
        return out.append(quote).toString();
    }

    /** A character in single quotes; of what is none, U+FFFD. */
    static String quoteRune(long rune, boolean asciiOnly) {
        int shown = GoText.isValidRune(rune) ? (int) rune : GoText.REPLACEMENT;
        return "'" + escaped(shown, '\'', asciiOnly) + "'";
    }

    private static String escaped(int rune, char quote, boolean asciiOnly) {
        if (rune == quote || rune == '\\') {
            return "\\" + (char) rune;
        }
        if (asciiOnly ? rune < 0x80 && PrintableRunes.contains(rune) : PrintableRunes.contains(rune)) {
            return GoText.ofRune(rune);
        }
        int letter = ESCAPED.indexOf(rune);
        if (letter >= 0) {
            return "\\" + LETTERS.charAt(letter);
        }
        return hex(rune < ' ' || rune == 0x7F ? "\\x%02x" : rune < 0x10000 ? "\\u%04x" : "\\U%08x", rune);
    }

    private static String hex(String format, int number) {
        return String.format(Locale.ROOT, format, number);
    }

    /** Whether the text can stand between backquotes on one line. */
    static boolean canBackquote(String bytes) {
        for (int at = 0; at < bytes.length(); at += GoText.width(bytes, at)) {
            int rune = GoText.rune(bytes, at);
            boolean control = rune < ' ' && rune != '\t';
            if (!GoText.isRune(bytes, at) || control || rune == '`' || rune == 0x7F || rune == 0xFEFF) {
                return false;
            }
        }
        return true;
    }

    /** The text inside a double-quoted or raw string; empty if that is no string of Go. */
    static Optional<String> unquote(String quoted) {
        String inside = quoted.substring(1, quoted.length() - 1);
        if (quoted.charAt(0) == '`') {
            return Optional.of(inside.replace("\r", ""));
        }
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < inside.length()) {
            if (inside.charAt(at) != '\\') {
                out.append(inside.charAt(at++));
                continue;
            }
            Optional<Escape> escape = escape(inside, at, '"');
            if (escape.isEmpty()) {
                return Optional.empty();
            }
            out.append(escape.get().bytes());
            at += escape.get().length();
        }
        return Optional.of(out.toString());
    }

    /** A character constant without its first quote: its value and what follows; empty if it is none of Go. */
    static Optional<Escape> unquoteCharacter(String rest) {
        if (rest.isEmpty() || rest.charAt(0) == '\'') {
            return Optional.empty();
        }
        if (rest.charAt(0) != '\\') {
            int width = GoText.width(rest, 0);
            return Optional.of(new Escape(GoText.rune(rest, 0), rest.substring(0, width), width));
        }
        return escape(rest, 0, '\'');
    }

    /** What a backslash and the characters after it stand for. */
    record Escape(int value, String bytes, int length) {}

    private static Optional<Escape> escape(String text, int at, char quote) {
        if (at + 1 >= text.length()) {
            return Optional.empty();
        }
        char letter = text.charAt(at + 1);
        int simple = LETTERS.indexOf(letter);
        if (simple >= 0) {
            char value = ESCAPED.charAt(simple);
            return Optional.of(new Escape(value, String.valueOf(value), 2));
        }
        if (letter == quote) {
            return Optional.of(new Escape(letter, String.valueOf(letter), 2));
        }
        return switch (letter) {
            case 'x' -> number(text, at + 2, 2, 16, 2).map(value -> new Escape(value, byteOf(value), 4));
            case 'u' -> rune(text, at + 2, 4);
            case 'U' -> rune(text, at + 2, 8);
            case '0', '1', '2', '3', '4', '5', '6', '7' ->
                number(text, at + 1, 3, 8, 3)
                        .filter(value -> value <= 255)
                        .map(value -> new Escape(value, byteOf(value), 4));
            default -> Optional.empty();
        };
    }

    private static Optional<Escape> rune(String text, int at, int digits) {
        return number(text, at, digits, 16, digits)
                .filter(GoText::isValidRune)
                .map(value -> new Escape(value, GoText.ofRune(value), digits + 2));
    }

    private static Optional<Integer> number(String text, int at, int digits, int radix, int length) {
        if (at + length > text.length()) {
            return Optional.empty();
        }
        long value = 0;
        for (int i = 0; i < digits; i++) {
            char character = text.charAt(at + i);
            int digit = character < 0x80 ? Character.digit(character, radix) : -1;
            if (digit < 0) {
                return Optional.empty();
            }
            value = value * radix + digit;
        }
        return value > Integer.MAX_VALUE ? Optional.empty() : Optional.of((int) value);
    }

    private static String byteOf(int value) {
        return String.valueOf((char) value);
    }
}
