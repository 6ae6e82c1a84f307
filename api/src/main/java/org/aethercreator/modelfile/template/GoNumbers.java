package org.aethercreator.modelfile.template;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * Floating-point numbers as Go's {@code strconv.FormatFloat} writes them. A precision of −1 is the shortest exact one.
 */
final class GoNumbers {
    private static final int MANTISSA_BITS = 52;
    private static final int MOST_DIGITS = 17;

    private GoNumbers() {}

    static String format(double value, char verb, int precision) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        String sign = Double.doubleToRawLongBits(value) < 0 ? "-" : "";
        return sign
                + switch (verb) {
                    case 'b' -> binary(value);
                    case 'x', 'X' -> hexadecimal(value, verb, precision);
                    default -> decimal(Math.abs(value), verb, precision);
                };
    }

    /** Digits without the point, and the place of the point among them. */
    private record Digits(String digits, int point) {}

    private static String decimal(double value, char verb, int precision) {
        Digits digits = digits(value, verb, precision);
        int count = digits.digits().length();
        if (verb == 'e' || verb == 'E') {
            return scientific(digits, precision < 0 ? count - 1 : precision, verb);
        }
        if (verb == 'f') {
            return fixed(digits, precision < 0 ? Math.max(count - digits.point(), 0) : precision);
        }
        int wanted = precision < 0 ? count : precision == 0 ? 1 : precision;
        int most = precision < 0 ? 6 : wanted > count && count >= digits.point() ? count : wanted;
        int exponent = digits.point() - 1;
        if (exponent < -4 || exponent >= most) {
            return scientific(digits, Math.min(wanted, count) - 1, verb == 'g' ? 'e' : 'E');
        }
        int shown = wanted > digits.point() ? count : wanted;
        return fixed(digits, Math.max(shown - digits.point(), 0));
    }

    /** The digits that the verb needs, without zeros at the end; those of zero are one 0, and for g none. */
    private static Digits digits(double value, char verb, int precision) {
        if (value == 0) {
            return new Digits("", 0);
        }
        BigDecimal exact = new BigDecimal(value);
        BigDecimal rounded;
        if (precision < 0) {
            rounded = shortest(value, exact);
        } else if (verb == 'f') {
            rounded = exact.setScale(precision, RoundingMode.HALF_EVEN);
        } else {
            int significant = verb == 'e' || verb == 'E' ? precision + 1 : Math.max(precision, 1);
            rounded = exact.round(new MathContext(significant, RoundingMode.HALF_EVEN));
        }
        if (rounded.signum() == 0) {
            return new Digits("", 0);
        }
        BigDecimal stripped = rounded.stripTrailingZeros();
        String digits = stripped.unscaledValue().toString();
        return new Digits(digits, digits.length() - stripped.scale());
    }

    private static BigDecimal shortest(double value, BigDecimal exact) {
        for (int significant = 1; significant < MOST_DIGITS; significant++) {
            BigDecimal rounded = exact.round(new MathContext(significant, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == value) {
                return rounded;
            }
        }
        return exact.round(new MathContext(MOST_DIGITS, RoundingMode.HALF_EVEN));
    }

    private static String scientific(Digits digits, int precision, char letter) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i <= precision; i++) {
            out.append(digitAt(digits, i)).append(i == 0 && precision > 0 ? "." : "");
        }
        if (precision < 0) {
            out.append(digitAt(digits, 0));
        }
        int exponent = digits.digits().isEmpty() ? 0 : digits.point() - 1;
        return out.append(letter)
                .append(exponent < 0 ? '-' : '+')
                .append(String.format(Locale.ROOT, "%02d", Math.abs(exponent)))
                .toString();
    }

    private static String fixed(Digits digits, int decimals) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < digits.point(); i++) {
            out.append(digitAt(digits, i));
        }
        out.append(digits.point() <= 0 ? "0" : "").append(decimals > 0 ? "." : "");
        for (int i = 0; i < decimals; i++) {
            out.append(digitAt(digits, digits.point() + i));
        }
        return out.toString();
    }

    private static char digitAt(Digits digits, int index) {
        return index >= 0 && index < digits.digits().length() ? digits.digits().charAt(index) : '0';
    }

    private static long mantissa(double value) {
        long bits = Double.doubleToRawLongBits(value);
        long fraction = bits & ((1L << MANTISSA_BITS) - 1);
        return (bits >> MANTISSA_BITS & 0x7FF) == 0 ? fraction : fraction | 1L << MANTISSA_BITS;
    }

    private static int exponent(double value) {
        int biased = (int) (Double.doubleToRawLongBits(value) >> MANTISSA_BITS & 0x7FF);
        return Math.max(biased, 1) - 1023;
    }

    private static String binary(double value) {
        int exponent = exponent(value) - MANTISSA_BITS;
        return mantissa(value) + "p" + (exponent >= 0 ? "+" : "") + exponent;
    }

    private static String hexadecimal(double value, char verb, int precision) {
        long mantissa = mantissa(value) << (60 - MANTISSA_BITS);
        int exponent = mantissa == 0 ? 0 : exponent(value);
        while (mantissa != 0 && (mantissa & 1L << 60) == 0) {
            mantissa <<= 1;
            exponent--;
        }
        if (precision >= 0 && precision < 15) {
            int shift = precision * 4;
            long extra = mantissa << shift & (1L << 60) - 1;
            mantissa >>>= 60 - shift;
            mantissa += (extra | (mantissa & 1)) > (1L << 59) ? 1 : 0;
            mantissa <<= 60 - shift;
            if ((mantissa & 1L << 61) != 0) {
                mantissa >>>= 1;
                exponent++;
            }
        }
        StringBuilder out = new StringBuilder("0x").append(mantissa >>> 60 & 1);
        mantissa <<= 4;
        out.append(precision < 0 ? mantissa != 0 ? "." : "" : precision > 0 ? "." : "");
        for (int i = 0; precision < 0 ? mantissa != 0 : i < precision; i++) {
            out.append(Character.forDigit((int) (mantissa >>> 60 & 15), 16));
            mantissa <<= 4;
        }
        out.append('p').append(exponent < 0 ? '-' : '+');
        out.append(String.format(Locale.ROOT, "%02d", Math.abs(exponent)));
        return verb == 'X' ? out.toString().toUpperCase(Locale.ROOT) : out.toString();
    }
}
