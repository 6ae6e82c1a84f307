package org.aethercreator.chattemplate;

import java.util.Locale;

/** The escapes in a template's string, as Python's codec unicode-escape reads them. */
final class StringEscapes {
    private final String body;
    private final StringBuilder text = new StringBuilder();
    private int position;

    private StringEscapes(String body) {
        this.body = body;
    }

    /** The text that a string's body stands for; a broken escape is an IllegalArgumentException. */
    static String decode(String body) {
        if (body.indexOf('\\') < 0) {
            return body;
        }
        StringEscapes escapes = new StringEscapes(body);
        escapes.readAll();
        return escapes.text.toString();
    }

    private void readAll() {
        while (position < body.length()) {
            char next = body.charAt(position++);
            if (next == '\\') {
                readEscape();
            } else {
                text.append(next);
            }
        }
    }

    private void readEscape() {
        int kind = body.codePointAt(position);
        position += Character.charCount(kind);
        int simple = "\n\\'\"abfnrtv".indexOf(kind);
        if (simple >= 0) {
            text.append(new String[] {"", "\\", "'", "\"", "\u0007", "\b", "\f", "\n", "\r", "\t", "\u000b"}[simple]);
        } else if (kind >= '0' && kind <= '7') {
            readOctal();
        } else if (kind == 'x') {
            readHex(2);
        } else if (kind == 'u') {
            readHex(4);
        } else if (kind == 'U') {
            readHex(8);
        } else if (kind == 'N') {
            readNamed();
        } else {
            // Jinja makes the text ASCII first, so that a backslash before é becomes one before xe9.
            text.append('\\').append(kind < 128 ? Character.toString(kind) : ascii(kind));
        }
    }

    private static String ascii(int point) {
        return String.format(Locale.ROOT, point < 0x100 ? "x%02x" : point < 0x10000 ? "u%04x" : "U%08x", point);
    }

    private void readOctal() {
        int start = position - 1;
        int end = start;
        while (end < body.length() && end < start + 3 && body.charAt(end) >= '0' && body.charAt(end) <= '7') {
            end++;
        }
        position = end;
        text.append((char) Integer.parseInt(body.substring(start, end), 8));
    }

    private void readHex(int digits) {
        int end = Math.min(body.length(), position + digits);
        String hex = body.substring(position, end);
        if (hex.length() < digits || !hex.chars().allMatch(digit -> digit < 128 && Character.digit(digit, 16) >= 0)) {
            throw new IllegalArgumentException("the escape \\" + body.charAt(position - 1) + hex + " in a string needs "
                    + digits + " hexadecimal digits. Add the missing ones, or double the backslash.");
        }
        long point = Long.parseLong(hex, 16);
        if (point > Character.MAX_CODE_POINT || (point >= 0xD800 && point < 0xE000)) {
            throw new IllegalArgumentException("the escape \\" + body.charAt(position - 1) + hex
                    + " in a string is no character. Write the character itself, or \\U with its eight digits.");
        }
        text.appendCodePoint((int) point);
        position = end;
    }

    private void readNamed() {
        int end = body.indexOf('}', position);
        if (end < 0 || !body.startsWith("{", position)) {
            throw new IllegalArgumentException(
                    "the escape \\N in a string needs a character's name, as in \\N{BULLET}. Double the backslash if it is meant.");
        }
        String name = body.substring(position + 1, end);
        try {
            text.appendCodePoint(Character.codePointOf(name));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the escape \\N{" + name + "} in a string names no character. Write the character itself.", e);
        }
        position = end + 1;
    }
}
