package org.aethercreator.modelfile.template;

import java.util.Locale;
import java.util.Map;
import org.aethercreator.modelfile.PrintableRunes;
import org.aethercreator.modelfile.template.Token.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a template into tokens as Go's {@code text/template/parse} does. Text is one token; inside of an action white
 * space is a token too, for it separates arguments. A trim marker is a minus with white space on its inner side.
 */
final class Lexer {
    private static final int EOF = -1;
    private static final String SPACES = " \t\r\n";
    private static final Map<String, Kind> KEYWORDS = Map.ofEntries(
            Map.entry("block", Kind.BLOCK),
            Map.entry("break", Kind.BREAK),
            Map.entry("continue", Kind.CONTINUE),
            Map.entry("define", Kind.DEFINE),
            Map.entry("else", Kind.ELSE),
            Map.entry("end", Kind.END),
            Map.entry("if", Kind.IF),
            Map.entry("nil", Kind.NIL),
            Map.entry("range", Kind.RANGE),
            Map.entry("template", Kind.TEMPLATE),
            Map.entry("with", Kind.WITH),
            Map.entry("true", Kind.BOOL),
            Map.entry("false", Kind.BOOL));

    private final String input;
    private int position;
    private int start;
    private int line = 1;
    private int startLine = 1;
    private int lastWidth;
    private int openParens;
    private boolean insideAction;

    Lexer(String bytes) {
        this.input = bytes;
    }

    /** The next token; {@link Kind#EOF} again and again at the end. After an error there is nothing more to ask for. */
    Token next() {
        while (!insideAction) {
            Token token = text();
            if (token != null) {
                return token;
            }
            if (startsComment()) {
                Token error = comment();
                if (error != null) {
                    return error;
                }
            } else {
                return leftDelimiter();
            }
        }
        return action();
    }

    /** The text up to an action; null if an action follows at once. */
    private @Nullable Token text() {
        int delimiter = input.indexOf("{{", position);
        if (delimiter < 0) {
            position = input.length();
            if (position == start) {
                return token(Kind.EOF);
            }
            countLines();
            return token(Kind.TEXT);
        }
        if (delimiter == position) {
            return null;
        }
        int end = delimiter;
        if (leftTrims(delimiter + 2)) {
            while (end > start && isSpace(input.charAt(end - 1))) {
                end--;
            }
        }
        position = end;
        countLines();
        Token text = token(Kind.TEXT);
        position = delimiter;
        ignore();
        return text.text().isEmpty() ? null : text;
    }

    private boolean startsComment() {
        return input.startsWith("/*", position + 2 + (leftTrims(position + 2) ? 2 : 0));
    }

    private Token leftDelimiter() {
        position += 2;
        boolean trims = leftTrims(position);
        Token token = token(Kind.LEFT_DELIMITER);
        insideAction = true;
        position += trims ? 2 : 0;
        ignore();
        openParens = 0;
        return token;
    }

    /** Skips a comment with its delimiters; an error if it has no end. */
    private @Nullable Token comment() {
        position += 2 + (leftTrims(position + 2) ? 2 : 0);
        ignore();
        int end = input.indexOf("*/", position + 2);
        if (end < 0) {
            return error("unclosed comment");
        }
        position = end + 2;
        if (!atRightDelimiter()) {
            return error("comment ends before closing delimiter");
        }
        boolean trims = rightTrims(position);
        position += trims ? 4 : 2;
        if (trims) {
            skipSpaces();
        }
        ignore();
        return null;
    }

    private Token rightDelimiter() {
        boolean trims = rightTrims(position);
        if (trims) {
            position += 2;
            ignore();
        }
        position += 2;
        Token token = token(Kind.RIGHT_DELIMITER);
        if (trims) {
            skipSpaces();
            ignore();
        }
        insideAction = false;
        return token;
    }

    private Token action() {
        if (atRightDelimiter()) {
            return openParens == 0 ? rightDelimiter() : error("unclosed left paren");
        }
        int rune = read();
        return switch (rune) {
            case EOF -> error("unclosed action");
            case ' ', '\t', '\r', '\n' -> {
                back();
                yield space();
            }
            case '=' -> token(Kind.ASSIGN);
            case ':' -> read() == '=' ? token(Kind.DECLARE) : error("expected :=");
            case '|' -> token(Kind.PIPE);
            case '"' -> quoted('"', Kind.STRING, "unterminated quoted string");
            case '\'' -> quoted('\'', Kind.CHARACTER_CONSTANT, "unterminated character constant");
            case '`' -> rawString();
            case '$' -> fieldOrVariable(Kind.VARIABLE);
            case '(' -> {
                openParens++;
                yield token(Kind.LEFT_PAREN);
            }
            case ')' -> --openParens < 0 ? error("unexpected right paren") : token(Kind.RIGHT_PAREN);
            default -> word(rune);
        };
    }

    private Token word(int rune) {
        boolean digitFollows = position < input.length() && isDecimal(input.charAt(position));
        if (rune == '.' && position < input.length() && !digitFollows) {
            return fieldOrVariable(Kind.FIELD);
        }
        if (rune == '.' || rune == '+' || rune == '-' || isDecimal(rune)) {
            back();
            return number();
        }
        if (isAlphanumeric(rune)) {
            return identifier();
        }
        if (rune < 0x80 && PrintableRunes.contains(rune)) {
            return token(Kind.CHARACTER);
        }
        return error("unrecognized character in action: " + named(rune));
    }

    /** White space, but not the space that belongs to a trim marker. */
    private Token space() {
        int spaces = 0;
        while (isSpace(peek())) {
            read();
            spaces++;
        }
        if (rightTrims(position - 1) && input.startsWith("}}", position + 1)) {
            position--;
            line -= input.charAt(position) == '\n' ? 1 : 0;
            if (spaces == 1) {
                return rightDelimiter();
            }
        }
        return token(Kind.SPACE);
    }

    private Token identifier() {
        skipAlphanumeric();
        if (!atTerminator()) {
            return error("bad character " + named(peek()));
        }
        return token(KEYWORDS.getOrDefault(input.substring(start, position), Kind.IDENTIFIER));
    }

    private Token fieldOrVariable(Kind kind) {
        if (atTerminator()) {
            return token(kind == Kind.VARIABLE ? kind : Kind.DOT);
        }
        skipAlphanumeric();
        return atTerminator() ? token(kind) : error("bad character " + named(peek()));
    }

    private Token number() {
        if (!scanNumber()) {
            return error("bad number syntax: " + GoQuoting.quote(input.substring(start, position)));
        }
        int sign = peek();
        if (sign != '+' && sign != '-') {
            return token(Kind.NUMBER);
        }
        if (!scanNumber() || input.charAt(position - 1) != 'i') {
            return error("bad number syntax: " + GoQuoting.quote(input.substring(start, position)));
        }
        return token(Kind.COMPLEX);
    }

    private boolean scanNumber() {
        accept("+-");
        String digits = "0123456789_";
        if (accept("0")) {
            if (accept("xX")) {
                digits = "0123456789abcdefABCDEF_";
            } else if (accept("oO")) {
                digits = "01234567_";
            } else if (accept("bB")) {
                digits = "01_";
            }
        }
        acceptAll(digits);
        if (accept(".")) {
            acceptAll(digits);
        }
        boolean decimalExponent = digits.length() == 11 && accept("eE");
        if (decimalExponent || (digits.length() == 23 && accept("pP"))) {
            accept("+-");
            acceptAll("0123456789_");
        }
        accept("i");
        if (isAlphanumeric(peek())) {
            read();
            return false;
        }
        return true;
    }

    private Token quoted(char quote, Kind kind, String unterminated) {
        while (true) {
            int rune = read();
            if (rune == quote) {
                return token(kind);
            }
            if (rune == '\\') {
                rune = read();
                rune = rune == '\n' ? EOF : rune;
            }
            if (rune == EOF || rune == '\n') {
                return error(unterminated);
            }
        }
    }

    private Token rawString() {
        while (true) {
            int rune = read();
            if (rune == '`') {
                return token(Kind.RAW_STRING);
            }
            if (rune == EOF) {
                return error("unterminated raw quoted string");
            }
        }
    }

    private boolean atTerminator() {
        int rune = peek();
        return rune == EOF || isSpace(rune) || ".,|:)(".indexOf(rune) >= 0 || input.startsWith("}}", position);
    }

    private boolean atRightDelimiter() {
        return (rightTrims(position) && input.startsWith("}}", position + 2)) || input.startsWith("}}", position);
    }

    private boolean leftTrims(int at) {
        return at + 1 < input.length() && input.charAt(at) == '-' && isSpace(input.charAt(at + 1));
    }

    /** Whether white space and a minus stand there. */
    private boolean rightTrims(int at) {
        return at + 1 < input.length() && isSpace(input.charAt(at)) && input.charAt(at + 1) == '-';
    }

    private int read() {
        if (position >= input.length()) {
            lastWidth = 0;
            return EOF;
        }
        int rune = GoText.rune(input, position);
        lastWidth = GoText.width(input, position);
        position += lastWidth;
        line += rune == '\n' ? 1 : 0;
        return rune;
    }

    /** Undoes the last {@link #read}. */
    private void back() {
        position -= lastWidth;
        line -= lastWidth == 1 && input.charAt(position) == '\n' ? 1 : 0;
    }

    private int peek() {
        return position < input.length() ? GoText.rune(input, position) : EOF;
    }

    private boolean accept(String valid) {
        boolean accepted = peek() != EOF && valid.indexOf(peek()) >= 0;
        if (accepted) {
            read();
        }
        return accepted;
    }

    private void acceptAll(String valid) {
        while (peek() != EOF && valid.indexOf(peek()) >= 0) {
            read();
        }
    }

    private void skipAlphanumeric() {
        while (isAlphanumeric(peek())) {
            read();
        }
    }

    private void skipSpaces() {
        while (position < input.length() && isSpace(input.charAt(position))) {
            position++;
        }
    }

    private void countLines() {
        for (int at = start; at < position; at++) {
            line += input.charAt(at) == '\n' ? 1 : 0;
        }
    }

    private void ignore() {
        countLines();
        start = position;
        startLine = line;
    }

    private Token token(Kind kind) {
        Token token = new Token(kind, start, kind == Kind.EOF ? "EOF" : input.substring(start, position), startLine);
        start = position;
        startLine = line;
        return token;
    }

    private Token error(String message) {
        return new Token(Kind.ERROR, start, message, startLine);
    }

    private static String named(int rune) {
        String number = String.format(Locale.ROOT, "U+%04X", rune);
        return PrintableRunes.contains(rune) ? number + " '" + GoText.ofRune(rune) + "'" : number;
    }

    private static boolean isSpace(int rune) {
        return rune != EOF && SPACES.indexOf(rune) >= 0;
    }

    private static boolean isDecimal(int rune) {
        return rune >= '0' && rune <= '9';
    }

    private static boolean isAlphanumeric(int rune) {
        return rune == '_' || Character.isLetter(rune) || Character.isDigit(rune);
    }
}
