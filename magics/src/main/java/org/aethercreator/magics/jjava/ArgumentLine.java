package org.aethercreator.magics.jjava;

import java.util.List;
import java.util.stream.Collectors;
import org.aethercreator.kernel.magic.MagicArguments;

/**
 * Joins the words into which JJava has split the line of a magic, such that {@link MagicArguments} finds them again.
 */
final class ArgumentLine {
    private ArgumentLine() {}

    static String of(List<String> words) {
        return words.stream().map(ArgumentLine::quote).collect(Collectors.joining(" "));
    }

    private static String quote(String word) {
        boolean plain =
                !word.isEmpty() && word.chars().noneMatch(c -> Character.isWhitespace(c) || c == '"' || c == '\'');
        // There are no escapes: a double quote stands between single quotes, all else between double quotes.
        return plain ? word : '"' + word.replace("\"", "\"'\"'\"") + '"';
    }
}
