package org.aethercreator.kernel.magic;

import java.util.ArrayList;
import java.util.List;

/** Splits the line of a magic into words. */
public final class MagicArguments {
    private MagicArguments() {}

    /**
     * Words are separated by white space. Single or double quotes keep white space; there are no escapes, so that
     * Windows paths need none.
     *
     * @throws MagicException if a quote is not closed
     */
    public static List<String> split(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inWord = false;
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
                inWord = true;
            } else if (Character.isWhitespace(c)) {
                if (inWord) {
                    words.add(word.toString());
                    word.setLength(0);
                    inWord = false;
                }
            } else {
                word.append(c);
                inWord = true;
            }
        }
        if (quote != 0) {
            throw new MagicException("A quote " + quote + " is not closed in: " + line.strip());
        }
        if (inWord) {
            words.add(word.toString());
        }
        return List.copyOf(words);
    }
}
