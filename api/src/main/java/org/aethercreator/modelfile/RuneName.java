package org.aethercreator.modelfile;

import java.util.Locale;

/** How a message names a character that cannot be seen: {@code U+200D (ZERO WIDTH JOINER)}. */
final class RuneName {
    private RuneName() {}

    static String of(int codePoint) {
        String number = String.format(Locale.ROOT, "U+%04X", codePoint);
        String name = Character.getName(codePoint);
        return name == null ? number : number + " (" + name + ")";
    }
}
