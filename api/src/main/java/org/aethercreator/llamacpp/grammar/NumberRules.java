package org.aethercreator.llamacpp.grammar;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSON numbers between bounds; those of numbers that may have a fraction must be whole. */
final class NumberRules {
    private static final String FRACTION = "(\".\" [0-9]{1,15})?";
    private static final String ZERO_FRACTION = "(\".\" \"0\"{1,15})?";
    private static final String POSITIVE_FRACTION = "\".\" \"0\"{0,14} [1-9] [0-9]{0,14}";

    private final Rules rules;

    /** A bound and whether the number may reach it; null = none. */
    private record Bound(BigDecimal value, boolean exclusive) {
        Bound negated() {
            return new Bound(value.negate(), exclusive);
        }
    }

    NumberRules(Rules rules) {
        this.rules = rules;
    }

    String integer(SchemaNode schema) {
        @Nullable Bound lower = lower(schema);
        @Nullable Bound upper = upper(schema);
        if (lower == null && upper == null) {
            return rules.json("integer");
        }
        @Nullable BigInteger minimum = lower == null ? null : firstWhole(lower);
        @Nullable
        BigInteger maximum = upper == null ? null : firstWhole(upper.negated()).negate();
        List<String> parts = new ArrayList<>();
        if (minimum == null || minimum.signum() < 0) {
            BigInteger least = maximum == null || maximum.signum() >= 0 ? BigInteger.ONE : maximum.negate();
            parts.addAll(prefixed("\"-\" ", Digits.between(least, minimum == null ? null : minimum.negate())));
        }
        if (maximum == null || maximum.signum() >= 0) {
            BigInteger least = minimum == null ? BigInteger.ZERO : minimum.max(BigInteger.ZERO);
            parts.addAll(Digits.between(least, maximum));
        }
        return choice(schema, parts);
    }

    String number(SchemaNode schema) {
        @Nullable Bound lower = lower(schema);
        @Nullable Bound upper = upper(schema);
        if (lower == null && upper == null) {
            return rules.json("number");
        }
        checkWhole(schema, lower);
        checkWhole(schema, upper);
        Bound zero = new Bound(BigDecimal.ZERO, false);
        Bound aboveZero = new Bound(BigDecimal.ZERO, true);
        List<String> parts = new ArrayList<>();
        if (lower == null || lower.value().signum() < 0) {
            Bound least = upper == null || upper.value().signum() >= 0 ? aboveZero : upper.negated();
            parts.addAll(prefixed("\"-\" ", decimals(least, lower == null ? null : lower.negated())));
        }
        if (upper == null || upper.value().signum() >= 0) {
            parts.addAll(decimals(lower == null || lower.value().signum() < 0 ? zero : lower, upper));
        }
        return choice(schema, parts);
    }

    /** Numbers that are not negative. */
    private static List<String> decimals(Bound lower, @Nullable Bound upper) {
        List<String> parts = new ArrayList<>();
        BigInteger least = lower.value().toBigIntegerExact();
        @Nullable BigInteger most = upper == null ? null : upper.value().toBigIntegerExact();
        int order = most == null ? -1 : least.compareTo(most);
        if (order < 0) {
            parts.add(literal(least) + " " + (lower.exclusive() ? POSITIVE_FRACTION : FRACTION));
            BigInteger next = least.add(BigInteger.ONE);
            Digits.between(next, most == null ? null : most.subtract(BigInteger.ONE))
                    .forEach(whole -> parts.add(whole + " " + FRACTION));
        }
        boolean reached = upper != null && !upper.exclusive() && (order < 0 || (order == 0 && !lower.exclusive()));
        if (most != null && reached) {
            parts.add(literal(most) + " " + ZERO_FRACTION);
        }
        return parts;
    }

    private static String literal(BigInteger number) {
        return Rules.literal(number.toString());
    }

    private static List<String> prefixed(String prefix, List<String> expressions) {
        return expressions.stream().map(expression -> prefix + expression).toList();
    }

    private static String choice(SchemaNode schema, List<String> parts) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException(
                    "The JSON schema's bounds at " + schema.path() + " leave no number; correct minimum or maximum.");
        }
        return "(" + String.join(" | ", parts) + ")";
    }

    private static @Nullable Bound lower(SchemaNode schema) {
        return tighter(bound(schema, "minimum", false), bound(schema, "exclusiveMinimum", true), 1);
    }

    private static @Nullable Bound upper(SchemaNode schema) {
        return tighter(bound(schema, "maximum", false), bound(schema, "exclusiveMaximum", true), -1);
    }

    private static @Nullable Bound tighter(@Nullable Bound inclusive, @Nullable Bound exclusive, int sign) {
        if (inclusive == null || exclusive == null) {
            return inclusive == null ? exclusive : inclusive;
        }
        return inclusive.value().compareTo(exclusive.value()) * sign > 0 ? inclusive : exclusive;
    }

    private static @Nullable Bound bound(SchemaNode schema, String keyword, boolean exclusive) {
        JsonNode value = schema.json().path(keyword);
        if (value.isMissingNode()) {
            return null;
        }
        if (!value.isNumber()) {
            throw schema.wrong(keyword, "is " + value + ", but must be a number");
        }
        if (value.decimalValue().abs().compareTo(BigDecimal.TEN.pow(18)) > 0) {
            throw schema.wrong(
                    keyword, "is " + value + "; a grammar can follow bounds of at most 18 digits; remove it");
        }
        return new Bound(value.decimalValue(), exclusive);
    }

    private static BigInteger firstWhole(Bound lower) {
        BigInteger rounded = lower.value().setScale(0, RoundingMode.CEILING).toBigInteger();
        boolean reachesBound = new BigDecimal(rounded).compareTo(lower.value()) == 0;
        return lower.exclusive() && reachesBound ? rounded.add(BigInteger.ONE) : rounded;
    }

    private static void checkWhole(SchemaNode schema, @Nullable Bound bound) {
        if (bound != null && bound.value().stripTrailingZeros().scale() > 0) {
            throw new IllegalArgumentException("The JSON schema bounds a number at " + schema.path() + " by "
                    + bound.value().toPlainString()
                    + ", but a grammar can follow whole bounds only; widen it to a whole number and check the value"
                    + " afterwards.");
        }
    }
}
