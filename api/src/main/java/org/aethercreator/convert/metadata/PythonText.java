package org.aethercreator.convert.metadata;

import java.util.Arrays;
import java.util.List;

/** What Python's methods of texts do where Java has none like it. */
final class PythonText {
    private PythonText() {}

    /** {@code str.split()}: at any white space, without empty parts. */
    static List<String> split(String text) {
        return Arrays.stream(text.split("(?U)[\\s\\x1c-\\x1f]+"))
                .filter(part -> !part.isEmpty())
                .toList();
    }

    /** {@code str.islower()}: at least one cased letter, and none is a capital. */
    static boolean isLower(String text) {
        return text.codePoints().noneMatch(c -> Character.isUpperCase(c) || Character.isTitleCase(c))
                && text.codePoints().anyMatch(Character::isLowerCase);
    }

    /** {@code str.title()}: a letter after what is none becomes a capital, any other a small one. */
    static String title(String text) {
        StringBuilder title = new StringBuilder();
        boolean inWord = false;
        for (int c : text.codePoints().toArray()) {
            title.appendCodePoint(inWord ? Character.toLowerCase(c) : Character.toTitleCase(c));
            inWord = Character.isUpperCase(c) || Character.isLowerCase(c) || Character.isTitleCase(c);
        }
        return title.toString();
    }
}
