package org.aethercreator.chattemplate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Splits a template into tokens as Jinja's lexer does with trim_blocks and lstrip_blocks: a line break after a block is
 * dropped, and so is the white space between the beginning of a line and a block.
 */
final class Lexer {
    private static final String SPACE =
            "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]*+";
    private static final Pattern RAW_BEGIN =
            Pattern.compile("\\{%[-+]?" + SPACE + "raw" + SPACE + "(?:-%\\}" + SPACE + "|%\\})");
    private static final Pattern RAW_END =
            Pattern.compile("\\{%([-+]?)" + SPACE + "endraw" + SPACE + "(?:\\+%\\}|-%\\}" + SPACE + "|%\\}\\n?)");
    private static final Pattern COMMENT_END = Pattern.compile("\\+#\\}|-#\\}" + SPACE + "|#\\}\\n?");
    private static final Pattern BLOCK_END = Pattern.compile("\\+%\\}|-%\\}" + SPACE + "|%\\}\\n?");
    private static final Pattern VARIABLE_END = Pattern.compile("-\\}\\}" + SPACE + "|\\}\\}");
    private static final Pattern FLOAT = Pattern.compile(
            "(?<!\\.)(?:\\d+_)*+\\d+(?:(?:\\.(?:\\d+_)*\\d+)?[eE][+\\-]?(?:\\d+_)*\\d+|\\.(?:\\d+_)*\\d+)");
    private static final Pattern INTEGER =
            Pattern.compile("0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|0[xX](?:_?[\\da-fA-F])+|[1-9](?:_?\\d)*+|0(?:_?0)*+");
    private static final Pattern OPERATOR = Pattern.compile("//|\\*\\*|==|!=|>=|<=|[+\\-/*%~\\[\\](){}><=.:|,;]");

    private static final int LONGEST_NUMBER = 200;

    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private int position;
    private int line = 1;
    /** Whether what was read last ended with a line break. */
    private boolean atLineStart = true;

    private Lexer(String template) {
        String text = template.replace("\r\n", "\n").replace('\r', '\n');
        this.source = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }

    static List<Token> tokens(String template) {
        Lexer lexer = new Lexer(template);
        lexer.readAll();
        return lexer.tokens;
    }

    private void readAll() {
        while (position < source.length()) {
            int tag = nextTag();
            if (tag < 0) {
                data(source.substring(position));
                position = source.length();
            } else {
                readTag(tag);
            }
        }
        add(Token.Type.END, "");
    }

    private int nextTag() {
        for (int at = source.indexOf('{', position); at >= 0; at = source.indexOf('{', at + 1)) {
            if (at + 1 < source.length() && "%#{".indexOf(source.charAt(at + 1)) >= 0) {
                return at;
            }
        }
        return -1;
    }

    private void readTag(int tag) {
        char kind = source.charAt(tag + 1);
        char sign = tag + 2 < source.length() ? source.charAt(tag + 2) : ' ';
        boolean signed = sign == '-' || sign == '+';
        textBefore(tag, signed ? sign : ' ', kind == '{');
        Matcher raw = RAW_BEGIN.matcher(source).region(tag, source.length());
        if (kind == '%' && raw.lookingAt()) {
            advance(raw.end());
            readRaw();
            return;
        }
        advance(tag + (signed ? 3 : 2));
        atLineStart = false;
        if (kind == '#') {
            readComment();
        } else if (kind == '%') {
            add(Token.Type.BLOCK_BEGIN, "{%");
            readExpression(BLOCK_END, Token.Type.BLOCK_END, "%}");
        } else {
            add(Token.Type.VARIABLE_BEGIN, "{{");
            readExpression(VARIABLE_END, Token.Type.VARIABLE_END, "}}");
        }
    }

    /** The text up to a tag, without the white space that the tag's sign or lstrip_blocks takes away. */
    private void textBefore(int tag, char sign, boolean isVariable) {
        String text = source.substring(position, tag);
        String kept = text;
        if (sign == '-') {
            kept = PythonText.stripEnd(text, PythonText::isSpace);
        } else if (sign != '+' && !isVariable) {
            int lineStart = text.lastIndexOf('\n') + 1;
            boolean blank = lineStart < text.length()
                    && text.substring(lineStart).codePoints().allMatch(PythonText::isSpace);
            kept = blank && (lineStart > 0 || atLineStart) ? text.substring(0, lineStart) : text;
        }
        data(kept);
        advance(tag);
    }

    private void readRaw() {
        Matcher end = RAW_END.matcher(source).region(position, source.length());
        if (!end.find()) {
            throw problem("Missing end of raw directive. Close it with {% endraw %}.");
        }
        textBefore(end.start(), end.group(1).isEmpty() ? ' ' : end.group(1).charAt(0), false);
        advance(end.end());
    }

    private void readComment() {
        Matcher end = COMMENT_END.matcher(source).region(position, source.length());
        if (!end.find()) {
            throw problem("Missing end of comment tag. Close it with #}.");
        }
        advance(end.end());
    }

    private void readExpression(Pattern end, Token.Type endType, String endText) {
        Deque<Character> open = new ArrayDeque<>();
        while (true) {
            skipSpace();
            if (position >= source.length()) {
                return; // the parser tells what is missing
            }
            Matcher closing = end.matcher(source).region(position, source.length());
            if (open.isEmpty() && closing.lookingAt()) {
                add(endType, endText);
                advance(closing.end());
                return;
            }
            readToken(open);
        }
    }

    private void skipSpace() {
        int next = position;
        while (next < source.length() && PythonText.isSpace(source.charAt(next))) {
            next++;
        }
        advance(next);
    }

    private void readToken(Deque<Character> open) {
        char first = source.charAt(position);
        if (first == '\'' || first == '"') {
            readString(first);
        } else if (first >= '0' && first <= '9') {
            readNumber();
        } else if (isWord(source.codePointAt(position))) {
            readName();
        } else {
            readOperator(open);
        }
    }

    private void readNumber() {
        int end = position;
        while (end < source.length() && isWord(source.codePointAt(end))) {
            end++;
        }
        if (end - position > LONGEST_NUMBER) {
            throw problem("a number has " + (end - position) + " digits; at most " + LONGEST_NUMBER
                    + " are read. Write a shorter one.");
        }
        Matcher real = FLOAT.matcher(source).region(position, source.length()).useTransparentBounds(true);
        if (real.lookingAt()) {
            add(Token.Type.FLOAT, real.group().replace("_", ""));
            advance(real.end());
            return;
        }
        Matcher integer = INTEGER.matcher(source).region(position, source.length());
        if (!integer.lookingAt()) {
            throw problem("the number " + source.charAt(position) + "… cannot be read. Write it in decimal digits.");
        }
        add(Token.Type.INTEGER, integer.group().replace("_", ""));
        advance(integer.end());
    }

    private void readName() {
        int end = position;
        while (end < source.length() && isWord(source.codePointAt(end))) {
            end += Character.charCount(source.codePointAt(end));
        }
        String name = source.substring(position, end);
        if (!Character.isUnicodeIdentifierStart(name.codePointAt(0)) && name.charAt(0) != '_') {
            throw problem("Invalid character in identifier '" + name + "'. Begin names with a letter or _.");
        }
        add(Token.Type.NAME, name);
        advance(end);
    }

    private static boolean isWord(int point) {
        return point == '_'
                || PythonText.isAlphanumeric(point)
                || (Character.isUnicodeIdentifierPart(point) && point > 127);
    }

    private void readString(char quote) {
        int end = position + 1;
        while (end < source.length() && source.charAt(end) != quote) {
            end += source.charAt(end) == '\\' ? 2 : 1;
        }
        if (end >= source.length()) {
            throw problem("the string that begins with " + excerpt() + " has no end. Close it with " + quote + ".");
        }
        String body = source.substring(position + 1, end);
        try {
            add(Token.Type.STRING, StringEscapes.decode(body));
        } catch (IllegalArgumentException e) {
            throw problem(e.getMessage());
        }
        advance(end + 1);
    }

    private void readOperator(Deque<Character> open) {
        Matcher operator = OPERATOR.matcher(source).region(position, source.length());
        if (!operator.lookingAt()) {
            throw problem("unexpected character " + Repr.text(Character.toString(source.codePointAt(position)))
                    + " in an expression. Remove it, or put it in quotes.");
        }
        String text = operator.group();
        char first = text.charAt(0);
        if ("{([".indexOf(first) >= 0) {
            open.push("})]".charAt("{([".indexOf(first)));
        } else if ("})]".indexOf(first) >= 0) {
            if (open.isEmpty() || open.pop() != first) {
                throw problem("unexpected '" + first + "'. Remove it, or open its bracket before it.");
            }
        }
        add(Token.Type.OPERATOR, text);
        advance(operator.end());
    }

    private void data(String text) {
        if (!text.isEmpty()) {
            add(Token.Type.DATA, text);
        }
    }

    private void add(Token.Type type, String text) {
        tokens.add(new Token(type, text, line));
    }

    private void advance(int to) {
        for (int i = position; i < to; i++) {
            if (source.charAt(i) == '\n') {
                line++;
            }
        }
        if (to > position) {
            atLineStart = source.charAt(to - 1) == '\n';
        }
        position = to;
    }

    private String excerpt() {
        return source.substring(position, Math.min(source.length(), position + 20))
                .lines()
                .findFirst()
                .orElse("");
    }

    private ChatTemplateException problem(@Nullable String message) {
        return new ChatTemplateException(String.valueOf(message), line);
    }
}
