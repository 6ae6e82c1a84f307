package org.aethercreator.check.template;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first place where two texts part; where that is inside a word or a special token, from its beginning.
 *
 * @param offset in {@code char}s
 * @param line on which it stands, from 1
 * @param before the end of what they have in common
 * @param own how the model's own template goes on; empty where it ends
 * @param go how the Go template goes on; empty where it ends
 */
public record TextDifference(int offset, int line, String before, String own, String go) {
    private static final int BEFORE = 24;
    private static final int AFTER = 40;
    private static final Pattern TORN = Pattern.compile("(<[^<>\\s]*|[\\p{L}\\p{N}]+)\\z");

    static Optional<TextDifference> between(String own, String go) {
        if (own.equals(go)) {
            return Optional.empty();
        }
        int at = wordStart(own, go, commonPrefix(own, go));
        int line = 1 + (int) own.substring(0, at).chars().filter(c -> c == '\n').count();
        return Optional.of(
                new TextDifference(at, line, own.substring(start(own, at), at), window(own, at), window(go, at)));
    }

    /** Where the word or special token begins that is torn apart there; the place itself, if none is. */
    private static int wordStart(String own, String go, int at) {
        Matcher torn = TORN.matcher(own.substring(0, at));
        if (!torn.find() || at - torn.start() > BEFORE) {
            return at;
        }
        boolean goesOn = torn.group().startsWith("<") || isWord(own, at) || isWord(go, at);
        return goesOn ? torn.start() : at;
    }

    private static boolean isWord(String text, int at) {
        return at < text.length() && Character.isLetterOrDigit(text.codePointAt(at));
    }

    /** How many {@code char}s two texts begin with in common; no character is cut in two. */
    static int commonPrefix(String first, String second) {
        int at = 0;
        while (at < Math.min(first.length(), second.length()) && first.charAt(at) == second.charAt(at)) {
            at++;
        }
        return at > 0 && Character.isHighSurrogate(first.charAt(at - 1)) ? at - 1 : at;
    }

    private static int start(String text, int at) {
        int start = Math.max(0, at - BEFORE);
        return start > 0 && Character.isLowSurrogate(text.charAt(start)) ? start + 1 : start;
    }

    private static String window(String text, int at) {
        int end = Math.min(text.length(), at + AFTER);
        boolean cut = end < text.length() && Character.isLowSurrogate(text.charAt(end));
        return text.substring(at, cut ? end + 1 : end);
    }

    /** In words: what each of them writes after what they share. */
    public String sentence() {
        String where = before.isEmpty() ? "At the beginning" : "After " + quoted(before);
        return where + " the model's own template " + writes(own) + ", TEMPLATE " + writes(go) + ".";
    }

    private static String writes(String text) {
        return text.isEmpty() ? "writes nothing more" : "writes " + quoted(text);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\r", "\\r").replace("\n", "\\n").replace("\t", "\\t") + '"';
    }
}
