package org.aethercreator.kernel.magic;

import java.util.List;

/**
 * What could stand at the end of a text that reaches up to the cursor.
 *
 * @param start where in the text begins what a suggestion replaces; the text's length: nothing is replaced
 */
public record Suggestions(int start, List<Suggestion> all) {
    public Suggestions {
        all = List.copyOf(all);
    }

    /** Nothing to suggest after {@code text}. */
    public static Suggestions none(String text) {
        return new Suggestions(text.length(), List.of());
    }

    /**
     * One possibility.
     *
     * @param text to insert
     * @param detail a few words to show beside it; may be empty
     */
    public record Suggestion(String text, String detail) {}
}
