package org.aethercreator.chattemplate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How Python's str cuts a text into parts. */
final class TextSplits {
    private TextSplits() {}

    /** {@code str.splitlines()}. */
    static List<String> splitLines(String text, boolean keepEnds) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        int position = 0;
        while (position < text.length()) {
            if (!isLineBreak(text.charAt(position))) {
                position++;
                continue;
            }
            int end = position;
            position += text.startsWith("\r\n", position) ? 2 : 1;
            lines.add(text.substring(start, keepEnds ? position : end));
            start = position;
        }
        if (start < text.length()) {
            lines.add(text.substring(start));
        }
        return lines;
    }

    /** {@code str.split()}: at runs of white space, at most {@code most} times; negative = always. */
    static List<String> splitAtSpace(String text, int most) {
        List<String> parts = new ArrayList<>();
        int start = skipSpace(text, 0);
        while (start < text.length()) {
            int end = start;
            boolean isRest = most >= 0 && parts.size() >= most;
            while (end < text.length() && (isRest || !PythonText.isSpace(text.charAt(end)))) {
                end++;
            }
            parts.add(text.substring(start, end));
            start = skipSpace(text, end);
        }
        return parts;
    }

    private static int skipSpace(String text, int from) {
        int position = from;
        while (position < text.length() && PythonText.isSpace(text.charAt(position))) {
            position++;
        }
        return position;
    }

    /** {@code str.rsplit()}: at runs of white space, from the end. */
    static List<String> splitAtSpaceFromEnd(String text, int most) {
        List<String> parts = new ArrayList<>();
        int end = skipSpaceBack(text, text.length());
        while (end > 0) {
            int start = end;
            boolean isRest = most >= 0 && parts.size() >= most;
            while (start > 0 && (isRest || !PythonText.isSpace(text.charAt(start - 1)))) {
                start--;
            }
            parts.add(text.substring(start, end));
            end = skipSpaceBack(text, start);
        }
        Collections.reverse(parts);
        return parts;
    }

    private static int skipSpaceBack(String text, int from) {
        int position = from;
        while (position > 0 && PythonText.isSpace(text.charAt(position - 1))) {
            position--;
        }
        return position;
    }

    static List<String> split(String text, String separator, int most) {
        checkSeparator(separator);
        List<String> parts = new ArrayList<>();
        int start = 0;
        int next = text.indexOf(separator);
        while (next >= 0 && (most < 0 || parts.size() < most)) {
            parts.add(text.substring(start, next));
            start = next + separator.length();
            next = text.indexOf(separator, start);
        }
        parts.add(text.substring(start));
        return parts;
    }

    static List<String> splitFromEnd(String text, String separator, int most) {
        checkSeparator(separator);
        List<String> parts = new ArrayList<>();
        int end = text.length();
        int next = text.lastIndexOf(separator, end - separator.length());
        while (next >= 0 && (most < 0 || parts.size() < most)) {
            parts.add(text.substring(next + separator.length(), end));
            end = next;
            next = end < separator.length() ? -1 : text.lastIndexOf(separator, end - separator.length());
        }
        parts.add(text.substring(0, end));
        Collections.reverse(parts);
        return parts;
    }

    static void checkSeparator(String separator) {
        if (separator.isEmpty()) {
            throw new RenderProblem("empty separator");
        }
    }

    private static boolean isLineBreak(int point) {
        return (point >= 0x0A && point <= 0x0D)
                || (point >= 0x1C && point <= 0x1E)
                || point == 0x85
                || point == 0x2028
                || point == 0x2029;
    }
}
