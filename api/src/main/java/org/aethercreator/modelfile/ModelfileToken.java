package org.aethercreator.modelfile;

/**
 * A stretch of a Modelfile's text with one meaning, for highlighting; {@code start} and {@code end} are {@code char}
 * offsets, the end exclusive. Tokens never overlap; white space between them belongs to none.
 */
public record ModelfileToken(Kind kind, int start, int end) {
    /** What the stretch is. */
    public enum Kind {
        /** {@code FROM}, {@code PARAMETER}, … in any case. */
        KEYWORD,
        /** The name after {@code PARAMETER}. */
        PARAMETER_NAME,
        /** {@code system}, {@code user} or {@code assistant} after {@code MESSAGE}. */
        ROLE,
        /** A value without quotes. */
        VALUE,
        /** A value in quotes, the quotes included. */
        STRING,
        /** From {@code #} to the end of the line. */
        COMMENT,
        /** Text that stops Ollama. */
        INVALID
    }

    public ModelfileToken {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("token from " + start + " to " + end
                    + " has no place in a text; the start must be at least 0 and at most the end");
        }
    }
}
