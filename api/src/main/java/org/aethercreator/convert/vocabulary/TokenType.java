package org.aethercreator.convert.vocabulary;

/** What a token is, with llama.cpp's number for it. */
public enum TokenType {
    NORMAL(1),
    UNKNOWN(2),
    CONTROL(3),
    USER_DEFINED(4),
    UNUSED(5),
    BYTE(6);

    private final int id;

    TokenType(int id) {
        this.id = id;
    }

    /** The type with this number; {@link #NORMAL} for numbers that llama.cpp has not given a meaning. */
    public static TokenType of(long id) {
        for (TokenType type : values()) {
            if (type.id == id) {
                return type;
            }
        }
        return NORMAL;
    }

    int id() {
        return id;
    }

    /** Whether such a token is looked for in a text before the rest is cut into tokens. */
    public boolean isAdded() {
        return this == CONTROL || this == USER_DEFINED || this == UNKNOWN;
    }
}
