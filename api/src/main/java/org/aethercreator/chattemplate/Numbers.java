package org.aethercreator.chattemplate;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Python's numbers: int, bool and float as one family. */
final class Numbers {
    private Numbers() {}

    static boolean isNumber(Value value) {
        return isInteger(value) || value instanceof FloatValue;
    }

    /** An int or a bool. */
    static boolean isInteger(Value value) {
        return value instanceof IntegerValue || value instanceof BooleanValue;
    }

    static BigInteger integer(Value value) {
        if (value instanceof IntegerValue integer) {
            return integer.value();
        }
        if (value instanceof BooleanValue truth) {
            return truth.truth() ? BigInteger.ONE : BigInteger.ZERO;
        }
        throw new RenderProblem("'" + value.typeName() + "' object cannot be interpreted as an integer");
    }

    /** An integer that Java can count with. */
    static int count(Value value) {
        BigInteger integer = integer(value);
        if (integer.bitLength() > 31) {
            throw new RenderProblem("the whole number " + value.repr() + " is too large here. Use a smaller one.");
        }
        return integer.intValue();
    }

    /** The number as a float; an int that no float can hold is a problem. */
    static double real(Value value) {
        if (value instanceof FloatValue real) {
            return real.value();
        }
        double real = integer(value).doubleValue();
        if (Double.isInfinite(real)) {
            throw new RenderProblem("int too large to convert to float");
        }
        return real;
    }

    /** Equal objects for equal numbers. */
    static Object hashed(Value number) {
        if (!(number instanceof FloatValue)) {
            return integer(number);
        }
        double real = real(number);
        boolean whole = real == Math.rint(real) && !Double.isInfinite(real);
        return whole ? new BigDecimal(real).toBigInteger() : real;
    }

    static boolean equal(Value left, Value right) {
        Integer order = compare(left, right);
        return order != null && order == 0;
    }

    /** The order of two numbers; null if one is NaN. */
    static @Nullable Integer compare(Value left, Value right) {
        if (isInteger(left) && isInteger(right)) {
            return integer(left).compareTo(integer(right));
        }
        BigDecimal exactLeft = exact(left);
        BigDecimal exactRight = exact(right);
        if (exactLeft != null && exactRight != null) {
            return exactLeft.compareTo(exactRight);
        }
        double a = left instanceof FloatValue real ? real.value() : 0;
        double b = right instanceof FloatValue real ? real.value() : 0;
        return Double.isNaN(a) || Double.isNaN(b) ? null : Double.compare(infinity(a), infinity(b));
    }

    private static double infinity(double value) {
        return Double.isInfinite(value) ? value : 0;
    }

    private static @Nullable BigDecimal exact(Value value) {
        if (isInteger(value)) {
            return new BigDecimal(integer(value));
        }
        double real = real(value);
        return Double.isNaN(real) || Double.isInfinite(real) ? null : new BigDecimal(real);
    }

    /** Python's {@code int(text, base)}; null where that is a ValueError. */
    static @Nullable BigInteger parse(String text, int base) {
        String number = Floats.asciiDigits(PythonText.strip(text));
        boolean negative = number.startsWith("-");
        String digits = negative || number.startsWith("+") ? number.substring(1) : number;
        int radix = base;
        int prefixed = prefix(digits);
        if (prefixed > 0 && (base == prefixed || base == 0)) {
            digits = digits.substring(2);
            digits = digits.startsWith("_") ? digits.substring(1) : digits;
            radix = prefixed;
        } else if (base == 0) {
            radix = 10;
            if (digits.matches("0[0-9_]*[1-9].*")) {
                return null;
            }
        }
        if (radix < 2 || radix > 36) {
            throw new RenderProblem("int() base must be >= 2 and <= 36, or 0");
        }
        if (digits.isEmpty() || digits.startsWith("_") || digits.endsWith("_") || digits.contains("__")) {
            return null;
        }
        return magnitude(digits.replace("_", ""), radix, negative);
    }

    private static @Nullable BigInteger magnitude(String digits, int radix, boolean negative) {
        int base = radix;
        boolean valid = digits.chars().allMatch(digit -> digit < 128 && Character.digit(digit, base) >= 0);
        if (!valid || digits.length() > 4300) {
            return null;
        }
        BigInteger magnitude = new BigInteger(digits, radix);
        return negative ? magnitude.negate() : magnitude;
    }

    private static int prefix(String digits) {
        if (digits.length() < 3 || digits.charAt(0) != '0') {
            return 0;
        }
        return switch (digits.charAt(1)) {
            case 'x', 'X' -> 16;
            case 'o', 'O' -> 8;
            case 'b', 'B' -> 2;
            default -> 0;
        };
    }
}
