package org.aethercreator.modelfile;

/** Text from a file as a message shows it: on one line and short. */
final class Shown {
    private static final int MAXIMUM_CHARACTERS = 60;

    private Shown() {}

    static String quoted(String text) {
        return text.isEmpty() ? "nothing" : '"' + brief(text) + '"';
    }

    static String brief(String text) {
        String line = text.replace("\r", "\\r").replace("\n", "\\n").replace("\t", "\\t");
        return line.codePointCount(0, line.length()) <= MAXIMUM_CHARACTERS
                ? line
                : line.substring(0, line.offsetByCodePoints(0, MAXIMUM_CHARACTERS - 1)) + "…";
    }
}
