package org.aethercreator.kernel.session;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The history of this run alone. */
final class MemoryHistory implements History {
    private static final int SESSION = 1;

    private final List<Entry> entries = new ArrayList<>();

    @Override
    public synchronized void add(int line, String input, @Nullable String output) {
        entries.add(new Entry(SESSION, line, input, output));
    }

    @Override
    public synchronized List<Entry> range(int session, int start, @Nullable Integer stop) {
        if (session != 0 && session != SESSION) {
            return List.of();
        }
        return entries.stream()
                .filter(entry -> entry.line() >= start && (stop == null || entry.line() < stop))
                .toList();
    }

    @Override
    public synchronized List<Entry> tail(@Nullable Integer n) {
        return newest(entries, n);
    }

    @Override
    public synchronized List<Entry> search(String glob, @Nullable Integer n, boolean unique) {
        Pattern pattern = Pattern.compile(regex(glob), Pattern.DOTALL);
        Set<String> seen = new HashSet<>();
        List<Entry> found = new ArrayList<>();
        for (int i = entries.size() - 1; i >= 0; i--) {
            Entry entry = entries.get(i);
            if (pattern.matcher(entry.input()).matches() && (!unique || seen.add(entry.input()))) {
                found.add(0, entry);
            }
        }
        return newest(found, n);
    }

    private static List<Entry> newest(List<Entry> all, @Nullable Integer n) {
        int count = n == null ? all.size() : Math.max(0, Math.min(n, all.size()));
        return List.copyOf(all.subList(all.size() - count, all.size()));
    }

    private static String regex(String glob) {
        StringBuilder regex = new StringBuilder();
        glob.codePoints().forEach(c -> {
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(Character.toString(c)));
            }
        });
        return regex.toString();
    }
}
