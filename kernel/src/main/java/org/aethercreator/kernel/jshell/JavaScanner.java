package org.aethercreator.kernel.jshell;

/** Follows Java source far enough to know where a statement can begin: comments, strings, brackets. */
final class JavaScanner {
    private final String source;
    private State state = State.CODE;
    private int depth;
    private char last = ';';

    private enum State {
        CODE,
        BLOCK_COMMENT,
        TEXT_BLOCK
    }

    JavaScanner(String source) {
        this.source = source;
    }

    /** Reads on. {@code from} is where the last call ended, and lines are read whole. */
    void scan(int from, int to) {
        int i = from;
        while (i < to) {
            i = switch (state) {
                case BLOCK_COMMENT -> skip("*/", i, to);
                case TEXT_BLOCK -> skipTextBlock(i, to);
                case CODE -> code(i, to);
            };
        }
    }

    private int code(int i, int to) {
        char c = source.charAt(i);
        if (source.startsWith("//", i)) {
            int end = source.indexOf('\n', i);
            return end < 0 ? to : Math.min(end + 1, to);
        }
        if (source.startsWith("/*", i)) {
            state = State.BLOCK_COMMENT;
            return i + 2;
        }
        if (source.startsWith("\"\"\"", i)) {
            state = State.TEXT_BLOCK;
            last = '"';
            return i + 3;
        }
        if (Character.isWhitespace(c)) {
            return i + 1;
        }
        last = c;
        if (c == '"' || c == '\'') {
            return afterQuoted(c, i + 1, to);
        }
        if (c == '(' || c == '[' || c == '{') {
            depth++;
        } else if (c == ')' || c == ']' || c == '}') {
            depth = Math.max(0, depth - 1);
        }
        return i + 1;
    }

    /** A string or character ends at the end of its line, even if its quote is missing. */
    private int afterQuoted(char quote, int i, int to) {
        while (i < to && source.charAt(i) != '\n') {
            if (source.charAt(i) == '\\') {
                i++;
            } else if (source.charAt(i) == quote) {
                return i + 1;
            }
            i++;
        }
        return Math.min(i, to);
    }

    private int skip(String end, int i, int to) {
        int at = source.indexOf(end, i);
        if (at < 0 || at >= to) {
            return to;
        }
        state = State.CODE;
        return at + end.length();
    }

    private int skipTextBlock(int i, int to) {
        if (source.charAt(i) == '\\') {
            return i + 2;
        }
        if (source.startsWith("\"\"\"", i)) {
            state = State.CODE;
            return i + 3;
        }
        return Math.min(i + 1, to);
    }

    boolean inCode() {
        return state == State.CODE;
    }

    /** How many brackets are open. */
    int depth() {
        return depth;
    }

    /** Whether the last thing read ends a statement, a block or nothing. */
    boolean atStatementStart() {
        return last == ';' || last == '}';
    }

    /** What was read is complete. */
    void startStatement() {
        last = ';';
    }
}
