package org.aethercreator.kernel.jshell;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes plain text of a javadoc comment. */
final class Javadoc {
    private static final Pattern INLINE_TAG = Pattern.compile("\\{@(\\w+)\\s*([^{}]*)\\}");
    private static final Pattern BLOCK_TAG = Pattern.compile("(?m)^\\s*@(\\w+)");
    private static final Pattern BREAK =
            Pattern.compile("(?i)\\s*<(?:p|br|/p|ul|ol|/ul|/ol|dl|/dl|h\\d|/h\\d)\\b[^>]*>\\s*");
    private static final Pattern ITEM = Pattern.compile("(?i)\\s*<(?:li|dt|dd)\\b[^>]*>\\s*");
    private static final Pattern TAG = Pattern.compile("</?[a-zA-Z][^>]*>");

    private Javadoc() {}

    /**
     * The comment without markup.
     *
     * @param whole with parameters, exceptions and the like; otherwise only the description
     */
    static String plain(String comment, boolean whole) {
        Matcher firstTag = BLOCK_TAG.matcher(comment);
        int end = firstTag.find() ? firstTag.start() : comment.length();
        String description = clean(comment.substring(0, end));
        if (!whole || end == comment.length()) {
            return description;
        }
        String tags = clean(comment.substring(end).replaceAll("(?m)^\\s*@(\\w+)\\s*", "\n$1: "));
        return (description + "\n\n" + tags.replaceAll("\\n{2,}", "\n")).strip();
    }

    private static String clean(String text) {
        String result = text;
        String before;
        do {
            before = result;
            result = INLINE_TAG
                    .matcher(result)
                    .replaceAll(match -> Matcher.quoteReplacement(content(match.group(1), match.group(2))));
        } while (!result.equals(before));
        result = result.replaceAll("(?m)^[ \\t]+", "");
        result = BREAK.matcher(result).replaceAll("\n\n");
        result = ITEM.matcher(result).replaceAll("\n- ");
        result = TAG.matcher(result).replaceAll("");
        return result.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&nbsp;", " ")
                .replace("&quot;", "\"")
                .replace("&#64;", "@")
                .replace("&amp;", "&")
                .replaceAll("\\n{3,}", "\n\n")
                .strip();
    }

    /** {@code List#size() size} is a link with its label behind the target. */
    private static String content(String tag, String text) {
        boolean isLink = tag.startsWith("link");
        int space = text.indexOf(' ');
        if (isLink && space > 0 && text.indexOf('(') < 0) {
            return text.substring(space + 1).strip();
        }
        return (isLink ? text.replace('#', '.').replaceFirst("^\\.", "") : text).strip();
    }
}
