package org.aethercreator.kernel.jshell;

/** Lines of a text and positions in it. */
final class Text {
    private Text() {}

    /** The line that {@code position} is in, from 1. */
    static int lineAt(String text, int position) {
        int line = 1;
        for (int i = 0; i < position; i++) {
            if (text.charAt(i) == '\n') {
                line++;
            }
        }
        return line;
    }

    /** The line of that number, without its end; empty if there is none. */
    static String line(String text, int number) {
        String[] lines = text.split("\n", -1);
        return number >= 1 && number <= lines.length ? lines[number - 1].stripTrailing() : "";
    }

    /** Where the line begins that {@code position} is in. */
    static int lineStart(String text, int position) {
        return text.lastIndexOf('\n', position - 1) + 1;
    }
}
