package org.aethercreator.check;

import org.jspecify.annotations.Nullable;

/**
 * Something about a Modelfile that its author would want to know.
 *
 * @param firstLine from 1; the place in the text that was checked
 * @param what the fact, with the value found
 * @param why what it leads to
 * @param fix what to do
 * @param edit the fix as a change of the text, where it is mechanical
 */
public record Finding(
        Severity severity,
        int firstLine,
        int lastLine,
        String what,
        String why,
        String fix,
        @Nullable Edit edit) {
    /** How bad it is. */
    public enum Severity {
        /** {@code ollama create} or the first request stops. */
        ERROR,
        /** It works, but not as the Modelfile says. */
        WARNING,
        /** It works, and could be simpler or better. */
        HINT
    }

    /** Replaces the {@code char}s from {@code start} (inclusive) to {@code end} (exclusive) of the checked text. */
    public record Edit(int start, int end, String replacement) {
        public String applyTo(String text) {
            if (end > text.length()) {
                throw new IllegalArgumentException("The edit of characters " + start + " to " + end
                        + " does not fit a text of " + text.length() + "; apply it to the text that was checked.");
            }
            return text.substring(0, start) + replacement + text.substring(end);
        }
    }

    /** The three sentences as one paragraph. */
    public String message() {
        return what + " " + why + " " + fix;
    }
}
