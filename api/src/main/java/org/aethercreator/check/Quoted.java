package org.aethercreator.check;

/** Text of a Modelfile inside a sentence: in quotes, on one line, and short. */
final class Quoted {
    private static final int MOST_CHARACTERS = 60;

    private Quoted() {}

    static String of(String text) {
        String line = text.replace("\r", "\\r").replace("\n", "\\n").replace("\t", "\\t");
        int end = line.codePointCount(0, line.length()) <= MOST_CHARACTERS
                ? line.length()
                : line.offsetByCodePoints(0, MOST_CHARACTERS - 1);
        return '"' + line.substring(0, end) + (end < line.length() ? "…" : "") + '"';
    }
}
