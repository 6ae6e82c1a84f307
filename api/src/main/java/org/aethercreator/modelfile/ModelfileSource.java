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
        List<ModelfileToken> tokens,
        List<DroppedCharacter> droppedCharacters,
        List<ModelfileFormatException> problems) {

    /** One instruction, or one comment (then {@code instruction} is null), and the lines it takes, from 1. */
    public record Entry(@Nullable Instruction instruction, int start, int end, int firstLine, int lastLine) {}

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

    /** The text of an entry. */
    public String text(Entry entry) {
        return text.substring(entry.start(), entry.end());
    }
}
