package org.aethercreator.report;

import java.util.List;

/** Names shortened for axes: what all of them start with is left out where it makes the rest easier to tell apart. */
record ShortNames(String common, List<String> names) {
    private static final int LONG = 14;
    private static final String SEPARATORS = "-_. ";

    static ShortNames of(List<String> names) {
        String prefix = names.stream().reduce(ShortNames::commonPrefix).orElse("");
        int end = prefix.length();
        while (end > 0 && SEPARATORS.indexOf(prefix.charAt(end - 1)) >= 0) {
            end--;
        }
        String common = prefix.substring(0, end);
        boolean atWordEnd = names.stream().allMatch(name -> endsWord(name, common.length()));
        if (names.size() < 2 || common.isEmpty() || !atWordEnd || names.stream().allMatch(n -> n.length() <= LONG)) {
            return new ShortNames("", List.copyOf(names));
        }
        return new ShortNames(
                common,
                names.stream().map(name -> name.substring(common.length() + 1)).toList());
    }

    /** Title of an axis of these names. */
    String axisTitle(String what) {
        return common.isEmpty() ? what : what + " (" + common + " …)";
    }

    private static boolean endsWord(String name, int end) {
        return end + 1 < name.length() && SEPARATORS.indexOf(name.charAt(end)) >= 0;
    }

    private static String commonPrefix(String a, String b) {
        int length = 0;
        while (length < Math.min(a.length(), b.length()) && a.charAt(length) == b.charAt(length)) {
            length++;
        }
        return a.substring(0, length);
    }
}
