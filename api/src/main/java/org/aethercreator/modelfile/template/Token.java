package org.aethercreator.modelfile.template;

/**
 * A piece of a template as Go's lexer cuts it.
 *
 * @param position the byte where it begins
 * @param text its bytes; of {@link Kind#ERROR} the message
 * @param line the line where it begins, from 1
 */
record Token(Kind kind, int position, String text, int line) {
    enum Kind {
        ERROR,
        BOOL,
        CHARACTER,
        CHARACTER_CONSTANT,
        COMPLEX,
        ASSIGN,
        DECLARE,
        EOF,
        FIELD,
        IDENTIFIER,
        LEFT_DELIMITER,
        LEFT_PAREN,
        NUMBER,
        PIPE,
        RAW_STRING,
        RIGHT_DELIMITER,
        RIGHT_PAREN,
        SPACE,
        STRING,
        TEXT,
        VARIABLE,
        BLOCK,
        BREAK,
        CONTINUE,
        DOT,
        DEFINE,
        ELSE,
        END,
        IF,
        NIL,
        RANGE,
        TEMPLATE,
        WITH;

        boolean isKeyword() {
            return compareTo(BLOCK) >= 0;
        }

        /** Whether a command of a pipeline may begin with it. */
        boolean startsCommand() {
            return switch (this) {
                case BOOL, CHARACTER_CONSTANT, COMPLEX, DOT, FIELD, IDENTIFIER, NUMBER, NIL -> true;
                case RAW_STRING, STRING, VARIABLE, LEFT_PAREN -> true;
                default -> false;
            };
        }
    }

    /** How Go's messages quote it. */
    String shown() {
        if (kind == Kind.EOF) {
            return "EOF";
        }
        if (kind == Kind.ERROR) {
            return text;
        }
        if (kind.isKeyword()) {
            return "<" + text + ">";
        }
        return text.length() > 10 ? GoQuoting.quote(GoText.firstRunes(text, 10)) + "..." : GoQuoting.quote(text);
    }
}
