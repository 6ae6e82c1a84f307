package org.aethercreator.chattemplate;

import java.util.Locale;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** What Python's str does, counted in code points and with Python's idea of white space. */
final class PythonText {
    private PythonText() {}

    static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** The place in UTF-16 units of a code point. */
    static int offset(String text, int index) {
        return text.offsetByCodePoints(0, index);
    }

    static String substring(String text, int start, int end) {
        if (start >= end) {
            return "";
        }
        int from = offset(text, start);
        return text.substring(from, text.offsetByCodePoints(from, end - start));
    }

    /** {@code str.isspace} of one character. */
    static boolean isSpace(int point) {
        return (point >= 0x09 && point <= 0x0D)
                || (point >= 0x1C && point <= 0x20)
                || point == 0x85
                || point == 0xA0
                || point == 0x1680
                || (point >= 0x2000 && point <= 0x200A)
                || point == 0x2028
                || point == 0x2029
                || point == 0x202F
                || point == 0x205F
                || point == 0x3000;
    }

    static String strip(String text) {
        return stripStart(stripEnd(text, PythonText::isSpace), PythonText::isSpace);
    }

    /** Whether a character is one of {@code characters}, or white space without them. */
    static IntPredicate among(@Nullable String characters) {
        return characters == null ? PythonText::isSpace : point -> characters.indexOf(point) >= 0;
    }

    static String stripStart(String text, IntPredicate drop) {
        int start = 0;
        while (start < text.length() && drop.test(text.codePointAt(start))) {
            start += Character.charCount(text.codePointAt(start));
        }
        return text.substring(start);
    }

    static String stripEnd(String text, IntPredicate drop) {
        int end = text.length();
        while (end > 0 && drop.test(text.codePointBefore(end))) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        return text.substring(0, end);
    }

    /** {@code str.replace}: at most {@code most} times; negative = always. An empty {@code old} stands between all. */
    static String replace(String text, String old, String replacement, int most) {
        int left = most < 0 ? Integer.MAX_VALUE : most;
        BoundedText result = new BoundedText();
        int start = 0;
        if (old.isEmpty()) {
            int points = 0;
            while (left > 0 && points <= length(text)) {
                result.append(replacement);
                left--;
                points++;
                if (start < text.length()) {
                    int width = Character.charCount(text.codePointAt(start));
                    result.append(text.substring(start, start + width));
                    start += width;
                } else {
                    break;
                }
            }
            return result.append(text.substring(start)).toString();
        }
        int next = text.indexOf(old);
        while (next >= 0 && left > 0) {
            result.append(text.substring(start, next)).append(replacement);
            start = next + old.length();
            next = text.indexOf(old, start);
            left--;
        }
        return result.append(text.substring(start)).toString();
    }

    static int count(String text, String part) {
        if (part.isEmpty()) {
            return length(text) + 1;
        }
        int count = 0;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
            count++;
        }
        return count;
    }

    /** {@code str.capitalize}. */
    static String capitalize(String text) {
        if (text.isEmpty()) {
            return text;
        }
        int first = Character.charCount(text.codePointAt(0));
        return titleCase(text.codePointAt(0)) + text.substring(first).toLowerCase(Locale.ROOT);
    }

    /** {@code str.title}: each run of cased characters begins with a capital. */
    static String title(String text) {
        StringBuilder title = new StringBuilder(text.length());
        boolean inWord = false;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            title.append(inWord ? Character.toString(point).toLowerCase(Locale.ROOT) : titleCase(point));
            inWord = isCased(point);
            i += Character.charCount(point);
        }
        return title.toString();
    }

    private static String titleCase(int point) {
        int title = Character.toTitleCase(point);
        if (title != point || Character.isTitleCase(point)) {
            return Character.toString(title);
        }
        // Characters such as ß have a capital of more than one letter, of which only the first stays one.
        String upper = Character.toString(point).toUpperCase(Locale.ROOT);
        int first = Character.charCount(upper.codePointAt(0));
        return upper.substring(0, first) + upper.substring(first).toLowerCase(Locale.ROOT);
    }

    static String swapCase(String text) {
        StringBuilder swapped = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            String one = Character.toString(point);
            swapped.append(Character.isUpperCase(point) ? one.toLowerCase(Locale.ROOT) : one.toUpperCase(Locale.ROOT));
        });
        return swapped.toString();
    }

    static boolean isCased(int point) {
        return Character.isUpperCase(point) || Character.isLowerCase(point) || Character.isTitleCase(point);
    }

    /** Whether there are cased characters and each of them is as {@code wanted}. */
    static boolean allCased(String text, IntPredicate wanted) {
        return text.codePoints().anyMatch(PythonText::isCased)
                && text.codePoints().filter(PythonText::isCased).allMatch(wanted);
    }

    /** {@code str.istitle}: capitals only where a word begins, and there is one. */
    static boolean isTitle(String text) {
        boolean inWord = false;
        boolean found = false;
        for (int point : text.codePoints().toArray()) {
            boolean capital = Character.isUpperCase(point) || Character.isTitleCase(point);
            if ((capital && inWord) || (Character.isLowerCase(point) && !inWord)) {
                return false;
            }
            inWord = isCased(point);
            found |= inWord;
        }
        return found;
    }

    /** Decimal digits, and those such as ² that stand for a digit. */
    static boolean isDigit(int point) {
        return Character.getType(point) == Character.DECIMAL_DIGIT_NUMBER
                || point == 0xB9
                || point == 0xB2
                || point == 0xB3
                || point == 0x2070
                || (point >= 0x2074 && point <= 0x2079)
                || (point >= 0x2080 && point <= 0x2089)
                || (point >= 0x2460 && point <= 0x2468)
                || (point >= 0x2776 && point <= 0x277E);
    }

    static boolean isAlphanumeric(int point) {
        return Character.isLetter(point) || Character.isDigit(point) || isNumeric(point);
    }

    /** Numerals that are no digits, such as ½ and Ⅷ. */
    static boolean isNumeric(int point) {
        int type = Character.getType(point);
        return type == Character.DECIMAL_DIGIT_NUMBER
                || type == Character.LETTER_NUMBER
                || type == Character.OTHER_NUMBER;
    }

    static String repeat(String text, long times) {
        Limits.checkText(Math.max(0, times) * (long) text.length());
        return times <= 0 ? "" : text.repeat((int) times);
    }

    /** The order of Python: by code point, where Java's is by UTF-16 unit. */
    static int compare(String left, String right) {
        int end = Math.min(left.length(), right.length());
        for (int i = 0; i < end; i++) {
            if (left.charAt(i) != right.charAt(i)) {
                char a = left.charAt(i);
                char b = right.charAt(i);
                boolean bothOrNone = Character.isSurrogate(a) == Character.isSurrogate(b);
                return bothOrNone ? Character.compare(a, b) : Character.isSurrogate(a) ? 1 : -1;
            }
        }
        return Integer.compare(left.length(), right.length());
    }
}
