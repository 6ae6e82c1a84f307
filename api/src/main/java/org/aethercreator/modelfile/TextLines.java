package org.aethercreator.modelfile;

import java.util.Arrays;

/** Which line of a text an offset is on; CR, LF and CR LF each end one line, lines and columns count from 1. */
final class TextLines {
    /** A line and a column, both from 1; the column counts code points. */
    record Position(int line, int column) {}

    private final String text;
    private final int[] starts;

    TextLines(String text) {
        this.text = text;
        int[] found = new int[text.length() + 1];
        int count = 1;
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            boolean firstOfPair = character == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n';
            if (character == '\n' || (character == '\r' && !firstOfPair)) {
                found[count++] = at + 1;
            }
        }
        this.starts = Arrays.copyOf(found, count);
    }

    int line(int offset) {
        int index = Arrays.binarySearch(starts, offset);
        return index >= 0 ? index + 1 : -index - 1;
    }

    Position position(int offset) {
        int line = line(offset);
        return new Position(line, text.codePointCount(starts[line - 1], offset) + 1);
    }
}
