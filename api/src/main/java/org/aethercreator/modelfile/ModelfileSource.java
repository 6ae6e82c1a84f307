package org.aethercreator.modelfile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text of a Modelfile with everything Ollama sees in it: instructions and comments with their places, tokens for
 * highlighting, the characters it will drop, and what it refuses. Made from any text, valid or not.
 *
 * @param text the decoded text, without a byte order mark; all offsets are {@code char} offsets into it
 * @param entries instructions and comments in order; after an error, what can still be made out
 * @param droppedCharacters what Ollama leaves out without a word; not those inside comments
 * @param problems the first is what Ollama stops at, the others are what it would say next
 */
public record ModelfileSource(
        String text,
        List<Entry> entries,
        List<Token> tokens,
        List<DroppedCharacter> droppedCharacters,
        List<ModelfileFormatException> problems) {

    /** One instruction, or one comment (then {@code instruction} is null), and the lines it takes, from 1. */
    public record Entry(@Nullable Instruction instruction, int start, int end, int firstLine, int lastLine) {}

    /**
     * A stretch of the text with one meaning, for highlighting; the end is exclusive. Tokens never overlap; white space
     * between them belongs to none.
     */
    public record Token(Kind kind, int start, int end) {
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
    }

    /** A character that is in the text but not in what Ollama reads. */
    public record DroppedCharacter(int offset, int line, int codePoint) {
        /** {@code U+200D (ZERO WIDTH JOINER)}. */
        public String description() {
            return RuneName.of(codePoint);
        }
    }

    public ModelfileSource {
        entries = List.copyOf(entries);
        tokens = List.copyOf(tokens);
        droppedCharacters = List.copyOf(droppedCharacters);
        problems = List.copyOf(problems);
    }

    /** Reads any text; what is wrong is in {@link #problems()}. */
    public static ModelfileSource of(String text) {
        return new ModelfileScanner(ModelfileText.normalize(text)).scan();
    }

    /** Reads any bytes, decoding them as Ollama does: UTF-8, or UTF-16 with a byte order mark. */
    public static ModelfileSource of(byte[] bytes) {
        return new ModelfileScanner(ModelfileText.decode(bytes)).scan();
    }

    /**
     * What Ollama makes of the text.
     *
     * @throws ModelfileFormatException the first of the {@link #problems()}, if there is one
     */
    public Modelfile modelfile() {
        if (!problems.isEmpty()) {
            throw problems.get(0);
        }
        return Modelfile.of(this);
    }

    /** Every entry explained for a version of Ollama. */
    public List<LineExplanation> explain(OllamaVersion version) {
        return new ModelfileExplainer(version).explain(this);
    }

    /**
     * What there is to know of the instruction at {@code offset}, in a version of Ollama: plain text, several lines.
     * Empty outside of instructions.
     */
    public String documentation(int offset, OllamaVersion version) {
        return new ModelfileExplainer(version).documentation(this, offset);
    }

    /** The text of an entry. */
    public String text(Entry entry) {
        return text.substring(entry.start(), entry.end());
    }
}
