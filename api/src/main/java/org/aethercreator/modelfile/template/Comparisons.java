package org.aethercreator.modelfile.template;

import java.util.List;
import java.util.Objects;
import org.aethercreator.modelfile.template.Functions.CallFailure;

/** Go's eq, lt and what is made of them: only values of the same basic kind can be compared. */
final class Comparisons {
    /** The kinds that are compared by value. All that is none of them is {@code NONE}. */
    private enum Basic {
        NONE,
        BOOL,
        COMPLEX,
        INT,
        FLOAT,
        STRING,
        UINT
    }

    private Comparisons() {}

    private static Basic basic(GoValue value) {
        return switch (value.kind()) {
            case BOOL -> Basic.BOOL;
            case INT -> Basic.INT;
            case UINT8 -> Basic.UINT;
            case FLOAT64 -> Basic.FLOAT;
            case COMPLEX128 -> Basic.COMPLEX;
            case STRING -> Basic.STRING;
            default -> Basic.NONE;
        };
    }

    /** Whether a value equals one of others. */
    static boolean equal(GoValue first, List<GoValue> others, Budget budget) throws CallFailure {
        GoValue value = first.unboxed();
        if (others.isEmpty()) {
            throw new CallFailure("missing argument for comparison");
        }
        for (GoValue other : others) {
            if (equal(value, other.unboxed(), budget)) {
                return true;
            }
        }
        return false;
    }

    private static boolean equal(GoValue first, GoValue second, Budget budget) throws CallFailure {
        Basic kind = basic(first);
        if (kind != basic(second)) {
            if (areIntegers(first, second)) {
                return first.integer() == second.integer();
            }
            if (first.isValid() && second.isValid()) {
                throw incompatible(first, second);
            }
            return false;
        }
        if (kind != Basic.NONE) {
            return kind == Basic.FLOAT
                    ? first.floating() == second.floating()
                    : Objects.equals(first.data(), second.data());
        }
        if (first.kind() != second.kind() && first.isValid() && second.isValid()) {
            throw new CallFailure("non-comparable types " + GoPrinter.shown(first, 's', budget) + ": " + first.type()
                    + ", " + second.type() + ": " + GoPrinter.shown(second, 'v', budget));
        }
        boolean firstNil = !first.isValid() || first.isNil();
        boolean secondNil = !second.isValid() || second.isNil();
        if (firstNil || secondNil) {
            return firstNil == secondNil;
        }
        if (!second.type().isComparable()) {
            throw new CallFailure("non-comparable type " + GoPrinter.shown(second, 's', budget) + ": " + second.type());
        }
        return first.type() == second.type() && first.data() == second.data();
    }

    static boolean less(GoValue first, GoValue second) throws CallFailure {
        GoValue one = first.unboxed();
        GoValue other = second.unboxed();
        Basic kind = basic(one);
        if (kind == Basic.NONE || basic(other) == Basic.NONE) {
            throw new CallFailure("invalid type for comparison");
        }
        if (kind != basic(other)) {
            if (areIntegers(one, other)) {
                return one.integer() < other.integer();
            }
            throw incompatible(one, other);
        }
        return switch (kind) {
            case INT, UINT -> one.integer() < other.integer();
            case FLOAT -> one.floating() < other.floating();
            case STRING -> one.bytes().compareTo(other.bytes()) < 0;
            default -> throw new CallFailure("invalid type for comparison");
        };
    }

    static boolean lessOrEqual(GoValue first, GoValue second, Budget budget) throws CallFailure {
        return less(first, second) || equal(first, List.of(second), budget);
    }

    private static boolean areIntegers(GoValue first, GoValue second) {
        return first.kind().isInteger() && second.kind().isInteger();
    }

    private static CallFailure incompatible(GoValue first, GoValue second) {
        return new CallFailure("incompatible types for comparison: " + first.type() + " and " + second.type());
    }
}
