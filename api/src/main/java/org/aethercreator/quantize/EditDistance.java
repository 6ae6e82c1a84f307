package org.aethercreator.quantize;

import java.util.Comparator;
import java.util.List;

/** How many letters must be put in, taken out or replaced to turn one word into another (Levenshtein). */
final class EditDistance {
    private EditDistance() {}

    static String closest(String word, List<String> candidates) {
        return candidates.stream()
                .min(Comparator.comparingInt(candidate -> between(word, candidate)))
                .orElseThrow();
    }

    static int between(String from, String to) {
        int[] distances = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            distances[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = distances[0];
            distances[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = distances[j];
                distances[j] = Math.min(replaced, 1 + Math.min(distances[j], distances[j - 1]));
            }
        }
        return distances[to.length()];
    }
}
