package org.aethercreator.kernel.magic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** The magics of a session, by name. */
public final class Magics {
    private static final int SIMILAR_NAMES = 3;

    private final Map<String, Magic> byName = new ConcurrentSkipListMap<>();

    public Magics() {
        register(new SimpleMagic(
                "lsmagic",
                Magic.Form.LINE,
                "lists the magics",
                "%lsmagic\n\nLists the magics of this notebook with one line on each.",
                call -> print(call, list())));
        register(new SimpleMagic(
                "help",
                Magic.Form.LINE,
                "explains a magic",
                "%help NAME\n\nExplains the magic NAME, as %NAME --help does. Without NAME: the list of magics.",
                call -> print(
                        call,
                        call.words().isEmpty() ? list() : help(call.words().get(0)))));
    }

    /** Adds {@code magic}, in place of one with the same name. */
    public void register(Magic magic) {
        byName.put(magic.name(), magic);
    }

    public boolean has(String name) {
        return byName.containsKey(name);
    }

    public Optional<Magic> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** In the order of their names. */
    public Collection<Magic> all() {
        return List.copyOf(byName.values());
    }

    /**
     * Runs the magic {@code name}, or prints its help if the only argument is {@code --help}.
     *
     * @return its value, or {@code null} for none
     * @throws MagicException if there is none of that name, or it is not written with so many percent signs
     */
    public @Nullable Object run(String name, MagicCall call) throws Exception {
        Magic magic = existing(name);
        if (call.arguments().strip().equals("--help")) {
            return print(call, magic.help());
        }
        if (call.body() == null && magic.form() == Magic.Form.CELL) {
            throw new MagicException("%" + name + " needs two percent signs: write %%" + name
                    + " as the first line of a cell, and what it works on in the lines below.");
        }
        if (call.body() != null && magic.form() == Magic.Form.LINE) {
            if (!call.body().isBlank()) {
                throw new MagicException("%%" + name + " takes no lines below it: write %" + name
                        + " with one percent sign, and the other lines in this or another cell.");
            }
            return magic.run(new MagicCall(call.arguments(), null, call.context()));
        }
        return magic.run(call);
    }

    private Magic existing(String name) {
        String bare = name.replaceFirst("^%+", "");
        return find(bare)
                .orElseThrow(() -> new MagicException("There is no magic %" + bare + ". "
                        + similar(bare).map(names -> "Similar: " + names + ". ").orElse("") + "%lsmagic lists all."));
    }

    private String help(String name) {
        return existing(name).help();
    }

    private String list() {
        int width = byName.keySet().stream().mapToInt(String::length).max().orElse(0) + 2;
        StringBuilder lines = new StringBuilder();
        for (Magic magic : byName.values()) {
            String sign = magic.form() == Magic.Form.CELL ? "%%" : "%";
            String both = magic.form() == Magic.Form.LINE_OR_CELL ? " (also %%" + magic.name() + ")" : "";
            lines.append(String.format("%-" + width + "s  %s%s%n", sign + magic.name(), magic.summary(), both));
        }
        return lines.append("\n%NAME --help explains one.").toString();
    }

    private static @Nullable Object print(MagicCall call, String text) {
        call.context().output().print(text.stripTrailing() + "\n");
        return null;
    }

    private Optional<String> similar(String name) {
        List<String> names = new ArrayList<>(byName.keySet());
        names.removeIf(other -> distance(name, other) > Math.max(2, name.length() / 3) && !other.startsWith(name));
        names.sort(Comparator.comparingInt(other -> distance(name, other)));
        return names.stream().limit(SIMILAR_NAMES).map(other -> "%" + other).reduce((a, b) -> a + ", " + b);
    }

    /** The number of letters to insert, remove or replace (Levenshtein), without regard to case. */
    private static int distance(String first, String second) {
        String a = first.toLowerCase(Locale.ROOT);
        String b = second.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j - 1], row[j]) + 1);
            }
        }
        return row[b.length()];
    }
}
