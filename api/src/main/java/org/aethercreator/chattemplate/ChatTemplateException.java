package org.aethercreator.chattemplate;

/** A chat template that cannot be read, or whose rendering fails. The message says what to do. */
public class ChatTemplateException extends RuntimeException {
    private final int line;

    ChatTemplateException(String message, int line) {
        super("Chat template, line " + line + ": " + message);
        this.line = line;
    }

    /** The line of the template, from 1. */
    public final int line() {
        return line;
    }
}
