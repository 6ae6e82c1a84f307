package org.aethercreator.llamacpp.grammar;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whole numbers in a range, by their decimal digits. */
final class Digits {
    /** Of numbers without an upper bound: so many can be told apart by a program that computes with doubles. */
    private static final int MOST_DIGITS = 16;

    private Digits() {}

    /** Expressions for the numbers from {@code first}, 0 or more, to {@code last}; null = as many digits as useful. */
    static List<String> between(BigInteger first, @Nullable BigInteger last) {
        List<String> expressions = new ArrayList<>();
        String least = first.toString();
        int longest = last == null
                ? Math.max(MOST_DIGITS, least.length())
                : last.toString().length();
        if (last != null && first.compareTo(last) > 0) {
            return expressions;
        }
        for (int length = least.length(); length <= longest; length++) {
            boolean hasLower = length == least.length();
            String lower = hasLower ? least : "1" + "0".repeat(length - 1);
            if (last == null && !hasLower) { // all the longer ones at once
                expressions.add("[1-9] " + Rules.repeat("[0-9]", length - 1, longest - 1));
                return expressions;
            }
            expressions.add(
                    sameLength(lower, last != null && length == longest ? last.toString() : "9".repeat(length)));
        }
        return expressions;
    }

    private static String sameLength(String lower, String upper) {
        int length = lower.length();
        if (length == 0) {
            return "";
        }
        char first = lower.charAt(0);
        char last = upper.charAt(0);
        String lowerRest = lower.substring(1);
        String upperRest = upper.substring(1);
        if (first == last) {
            return joined(span(first, last), sameLength(lowerRest, upperRest));
        }
        boolean wholeFirst = lowerRest.chars().allMatch(digit -> digit == '0');
        boolean wholeLast = upperRest.chars().allMatch(digit -> digit == '9');
        List<String> alternatives = new ArrayList<>();
        if (!wholeFirst) {
            alternatives.add(joined(span(first, first), sameLength(lowerRest, "9".repeat(length - 1))));
        }
        char from = (char) (wholeFirst ? first : first + 1);
        char to = (char) (wholeLast ? last : last - 1);
        if (from <= to) {
            alternatives.add(joined(span(from, to), Rules.repeat("[0-9]", length - 1, length - 1)));
        }
        if (!wholeLast) {
            alternatives.add(joined(span(last, last), sameLength("0".repeat(length - 1), upperRest)));
        }
        return alternatives.size() == 1 ? alternatives.get(0) : "(" + String.join(" | ", alternatives) + ")";
    }

    private static String span(char from, char to) {
        return from == to ? "\"" + from + "\"" : "[" + from + "-" + to + "]";
    }

    private static String joined(String digit, String rest) {
        return rest.isEmpty() ? digit : digit + " " + rest;
    }
}
