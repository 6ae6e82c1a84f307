package org.aethercreator.modelfile;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which of the known names somebody meant: by the fewest letters to insert, delete or replace (Levenshtein). */
final class ClosestName {
    private ClosestName() {}

    /** All names, the closest first. */
    static List<String> order(String written, List<String> names) {
        return names.stream()
                .sorted(Comparator.comparingInt(name -> distance(written, name)))
                .toList();
    }

    /** The closest name, if it is close enough to be a slip of the pen. */
    static Optional<String> of(String written, List<String> names) {
        return order(written, names).stream()
                .findFirst()
                .filter(name -> distance(written, name) <= Math.max(1, name.length() / 3));
    }

    private static int distance(String written, String name) {
        String a = written.toLowerCase(Locale.ROOT);
        String b = name.toLowerCase(Locale.ROOT);
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
