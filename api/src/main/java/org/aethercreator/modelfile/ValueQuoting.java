package org.aethercreator.modelfile;

import java.util.List;
import java.util.Optional;

/**
 * How a value is written so that Ollama reads that value again: bare, in double quotes or in triple quotes. The first
 * candidate that {@link ValueBuffer} reads back unchanged is taken, so the rule cannot drift from the parser's.
 */
final class ValueQuoting {
    private ValueQuoting() {}

    /** The value as it stands in a Modelfile; bare where that is possible, unless {@code quotes} are wanted. */
    static String write(String value, boolean quotes) {
        return candidate(value, quotes)
                .orElseThrow(() -> new IllegalStateException("unchecked value: " + problem(value)));
    }

    /** Throws unless {@code value} can be written. */
    static void require(String keyword, String value) {
        String problem = problem(value);
        if (!problem.isEmpty()) {
            throw new IllegalArgumentException(keyword + " cannot hold this value: " + problem);
        }
    }

    private static Optional<String> candidate(String value, boolean quotes) {
        String bare = value;
        String single = "\"" + value + "\"";
        String triple = "\"\"\"" + value + "\"\"\"";
        boolean lines = value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0;
        List<String> candidates = lines
                ? List.of(triple, single)
                : quotes || value.isEmpty() ? List.of(single, triple, bare) : List.of(bare, single, triple);
        return candidates.stream().filter(written -> readsBack(written, value)).findFirst();
    }

    private static boolean readsBack(String written, String value) {
        ValueBuffer buffer = new ValueBuffer();
        int[] runes = written.codePoints().toArray();
        for (int rune : runes) {
            boolean lineEnds = rune == '\n' || rune == '\r';
            if (!PrintableRunes.survivesInValue(rune) || (lineEnds && buffer.complete())) {
                return false;
            }
            buffer.append(rune);
        }
        return buffer.complete() && buffer.value().equals(value);
    }

    private static String problem(String value) {
        for (int at = 0; at < value.length(); at += Character.charCount(value.codePointAt(at))) {
            int rune = value.codePointAt(at);
            if (!PrintableRunes.survivesInValue(rune)) {
                return "Ollama drops the character " + RuneName.of(rune) + " (index " + at
                        + ") from every Modelfile without a word. Remove it, or send the text with the request instead"
                        + " (POST /api/create and /api/chat keep it).";
            }
        }
        if (candidate(value, false).isPresent()) {
            return "";
        }
        return "a line of it ends in \"\"\", which closes the value early wherever it is quoted, and Modelfiles have no"
                + " escape for it. Break the three quotes up, or put text after them on the same line.";
    }
}
