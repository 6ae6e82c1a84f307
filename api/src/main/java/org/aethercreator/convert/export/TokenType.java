package org.aethercreator.convert.export;

/** What a token is, as {@code tokenizer.ggml.token_type} numbers it. */
enum TokenType {
    NORMAL(1),
    UNKNOWN(2),
    CONTROL(3),
    USER_DEFINED(4),
    UNUSED(5),
    BYTE(6);

    private final long number;

    TokenType(long number) {
        this.number = number;
    }

    /** The type with this number; {@link #NORMAL} for numbers that llama.cpp has not given a meaning. */
    static TokenType of(long number) {
        for (TokenType type : values()) {
            if (type.number == number) {
                return type;
            }
        }
        return NORMAL;
    }

    /** Whether such a token is found in a text before the text is cut into tokens. */
    boolean isAdded() {
        return this == CONTROL || this == USER_DEFINED || this == UNKNOWN;
    }
}
