package org.aethercreator.modelfile;

/**
 * A Modelfile that Ollama refuses. The message begins with Ollama's own and goes on with what was found where, what is
 * allowed and what to do.
 */
public final class ModelfileFormatException extends RuntimeException {
    private final String ollamaMessage;
    private final int line;
    private final int column;
    private final String found;
    private final String allowed;
    private final String fix;

    ModelfileFormatException(
            String ollamaMessage, TextLines.Position position, String found, String allowed, String fix) {
        super(ollamaMessage + ". Line " + position.line() + ", column " + position.column() + ": found "
                + Shown.quoted(found) + ". " + allowed + " " + fix);
        this.ollamaMessage = ollamaMessage;
        this.line = position.line();
        this.column = position.column();
        this.found = found;
        this.allowed = allowed;
        this.fix = fix;
    }

    /** What {@code ollama create} prints, letter by letter; its line number counts a CR LF as two lines. */
    public String ollamaMessage() {
        return ollamaMessage;
    }

    /** The line as an editor counts it, from 1. */
    public int line() {
        return line;
    }

    /** The column of the offending text, from 1. */
    public int column() {
        return column;
    }

    /** The offending text; empty where something is missing. */
    public String found() {
        return found;
    }

    /** What Ollama would accept there. */
    public String allowed() {
        return allowed;
    }

    /** What to do, as a sentence. */
    public String fix() {
        return fix;
    }
}
