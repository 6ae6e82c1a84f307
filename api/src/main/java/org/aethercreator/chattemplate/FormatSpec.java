package org.aethercreator.chattemplate;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Python's format specification, such as {@code >10} or {@code ,.2f}.
 *
 * @param align &lt; &gt; ^ =, or 0 for the type's own
 * @param sign - + or space
 * @param grouping , or _, or 0 for none
 * @param precision -1 = the type's own
 * @param minimumDigits of a whole number, filled with zeros
 * @param type 0 = the value's own
 */
record FormatSpec(
        String fill,
        char align,
        char sign,
        boolean alternative,
        int width,
        char grouping,
        int precision,
        int minimumDigits,
        char type) {
    static final FormatSpec PLAIN = new FormatSpec(" ", '\0', '-', false, 0, '\0', -1, -1, '\0');

    private static final Pattern SPEC = Pattern.compile(
            "(?:(.)?([<>=^]))?([-+ ])?(#)?(0)?(\\d{1,8})?([,_])?(?:\\.(\\d{1,8}))?([a-zA-Z%])?", Pattern.DOTALL);

    FormatSpec withFill(String other) {
        return new FormatSpec(other, align, sign, alternative, width, grouping, precision, minimumDigits, type);
    }

    FormatSpec withAlign(char other) {
        return new FormatSpec(fill, other, sign, alternative, width, grouping, precision, minimumDigits, type);
    }

    FormatSpec withSign(char other) {
        return new FormatSpec(fill, align, other, alternative, width, grouping, precision, minimumDigits, type);
    }

    FormatSpec withAlternative(boolean other) {
        return new FormatSpec(fill, align, sign, other, width, grouping, precision, minimumDigits, type);
    }

    FormatSpec withWidth(int other) {
        return new FormatSpec(fill, align, sign, alternative, other, grouping, precision, minimumDigits, type);
    }

    FormatSpec withPrecision(int other) {
        Limits.checkText(other);
        return new FormatSpec(fill, align, sign, alternative, width, grouping, other, minimumDigits, type);
    }

    FormatSpec withMinimumDigits(int other) {
        return new FormatSpec(fill, align, sign, alternative, width, grouping, precision, other, type);
    }

    static FormatSpec parse(String text) {
        Matcher spec = SPEC.matcher(text);
        if (!spec.matches()) {
            throw new RenderProblem("Invalid format specifier " + Repr.text(text));
        }
        boolean zero = spec.group(5) != null;
        String align = spec.group(2);
        String fill = spec.group(1);
        return new FormatSpec(
                fill != null ? fill : zero ? "0" : " ",
                align != null ? align.charAt(0) : zero ? '=' : '\0',
                first(spec.group(3), '-'),
                spec.group(4) != null,
                spec.group(6) == null ? 0 : Integer.parseInt(spec.group(6)),
                first(spec.group(7), '\0'),
                spec.group(8) == null ? -1 : Integer.parseInt(spec.group(8)),
                -1,
                first(spec.group(9), '\0'));
    }

    private static char first(@Nullable String text, char otherwise) {
        return text == null ? otherwise : text.charAt(0);
    }

    /** Python's {@code format(value, spec)}. */
    String apply(Value value) {
        if (value instanceof TextValue text) {
            return text(text.text());
        }
        if (Numbers.isNumber(value) && !(value instanceof BooleanValue && type == '\0')) {
            return number(value);
        }
        if (!equals(PLAIN)) {
            if (value instanceof BooleanValue) {
                return number(value);
            }
            throw new RenderProblem("unsupported format string passed to " + value.typeName() + ".__format__");
        }
        return value.str();
    }

    private String text(String text) {
        if (type != '\0' && type != 's') {
            throw new RenderProblem("Unknown format code '" + type + "' for object of type 'str'");
        }
        if (align == '=' || sign != '-' || alternative || grouping != '\0') {
            throw new RenderProblem("a sign, #, = or grouping is not allowed in the format of a text");
        }
        String cut =
                precision < 0 || precision >= PythonText.length(text) ? text : PythonText.substring(text, 0, precision);
        return withAlign(align == '\0' ? '<' : align).padded("", cut);
    }

    private String number(Value value) {
        boolean real = value instanceof FloatValue || ("eEfFgG%".indexOf(type) >= 0 && type != '\0');
        if (!real) {
            if (precision >= 0) {
                throw new RenderProblem("Precision not allowed in integer format specifier");
            }
            return type == 'c' ? padded("", Character.toString(Numbers.count(value))) : integer(value, type);
        }
        return real(Numbers.real(value), type);
    }

    String integer(Value value, char kind) {
        BigInteger integer = Numbers.integer(value);
        int radix = kind == 'x' || kind == 'X' ? 16 : kind == 'o' ? 8 : kind == 'b' ? 2 : 10;
        if (kind != '\0' && "dnxXob".indexOf(kind) < 0) {
            throw new RenderProblem("Unknown format code '" + kind + "' for object of type 'int'");
        }
        String digits = radix == 10
                ? new IntegerValue(integer.abs()).repr()
                : integer.abs().toString(radix);
        digits = PythonText.repeat("0", (long) minimumDigits - digits.length()) + digits;
        String prefix = alternative && radix != 10 ? "0" + Character.toLowerCase(kind) : "";
        String body = grouped(digits, radix == 10 ? 3 : 4, "");
        String text = kind == 'X' ? body.toUpperCase(Locale.ROOT) : body;
        String shownPrefix = kind == 'X' ? prefix.toUpperCase(Locale.ROOT) : prefix;
        return padded(signOf(integer.signum() < 0) + shownPrefix, text);
    }

    String real(double value, char kind) {
        boolean negative = value < 0 || (value == 0 && 1 / value < 0);
        String lead = signOf(negative);
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            String word = Double.isNaN(value) ? "nan" : "inf";
            return padded(
                    signOf(value < 0),
                    (Character.isUpperCase(kind) ? word.toUpperCase(Locale.ROOT) : word) + (kind == '%' ? "%" : ""));
        }
        String digits = magnitude(new BigDecimal(Math.abs(value)), Math.abs(value), kind);
        int end = 0;
        while (end < digits.length() && Character.isDigit(digits.charAt(end))) {
            end++;
        }
        return padded(lead, grouped(digits.substring(0, end), 3, digits.substring(end)));
    }

    private String magnitude(BigDecimal exact, double value, char kind) {
        int digits = precision < 0 ? 6 : precision;
        return switch (kind) {
            case 'f', 'F' ->
                pointed(exact.setScale(digits, RoundingMode.HALF_EVEN).toPlainString());
            case '%' ->
                pointed(exact.movePointRight(2)
                                .setScale(digits, RoundingMode.HALF_EVEN)
                                .toPlainString()) + "%";
            case 'e' -> scientific(exact, digits);
            case 'E' -> scientific(exact, digits).toUpperCase(Locale.ROOT);
            case 'g', 'n' -> general(exact, digits);
            case 'G' -> general(exact, digits).toUpperCase(Locale.ROOT);
            case '\0' -> precision < 0 ? Floats.repr(value) : shortGeneral(exact, digits);
            default -> throw new RenderProblem("Unknown format code '" + kind + "' for object of type 'float'");
        };
    }

    private String pointed(String digits) {
        return alternative && !digits.contains(".") ? digits + "." : digits;
    }

    private static String scientific(BigDecimal exact, int digits) {
        if (exact.signum() == 0) {
            return "0" + (digits > 0 ? "." + "0".repeat(digits) : "") + "e+00";
        }
        BigDecimal rounded = exact.round(new MathContext(digits + 1, RoundingMode.HALF_EVEN));
        String unscaled = rounded.unscaledValue().toString();
        int exponent = rounded.precision() - rounded.scale() - 1;
        StringBuilder mantissa = new StringBuilder(unscaled.replaceFirst("0+$", ""));
        while (mantissa.length() < digits + 1) {
            mantissa.append('0');
        }
        if (digits > 0) {
            mantissa.insert(1, '.');
        }
        return mantissa + Floats.exponent(exponent);
    }

    private String general(BigDecimal exact, int precise) {
        int digits = Math.max(1, precise);
        BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
        int exponent = exact.signum() == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
        if (exponent >= -4 && exponent < digits) {
            String plain = rounded.setScale(Math.max(0, digits - 1 - exponent), RoundingMode.HALF_EVEN)
                    .toPlainString();
            return alternative ? plain : withoutZeros(plain);
        }
        String text = scientific(exact, digits - 1);
        int e = text.indexOf('e');
        return alternative ? text : withoutZeros(text.substring(0, e)) + text.substring(e);
    }

    /** Without a type: as g, but with a digit behind the point, and scientific from one digit less on. */
    private String shortGeneral(BigDecimal exact, int precise) {
        int digits = Math.max(1, precise);
        BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
        int exponent = exact.signum() == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
        if ((exponent >= -4 && exponent < digits - 1) || exact.signum() == 0) {
            String plain = general(exact, digits);
            return plain.contains(".") ? plain : plain + ".0";
        }
        if (exponent >= -4 && exponent < digits) {
            String text = scientific(exact, digits - 1);
            int e = text.indexOf('e');
            return withoutZeros(text.substring(0, e)) + text.substring(e);
        }
        return general(exact, digits);
    }

    private static String withoutZeros(String number) {
        return number.contains(".") ? number.replaceFirst("\\.?0+$", "") : number;
    }

    private String signOf(boolean negative) {
        return negative ? "-" : sign == '-' ? "" : String.valueOf(sign);
    }

    private String grouped(String digits, int size, String rest) {
        if (grouping == '\0') {
            return digits + rest;
        }
        StringBuilder groups = new StringBuilder(digits);
        for (int i = digits.length() - size; i > 0; i -= size) {
            groups.insert(i, grouping);
        }
        if (align == '=' && fill.equals("0") && groups.length() + rest.length() < width) {
            throw RenderProblem.unsupported("a format with zeros before grouped digits");
        }
        return groups + rest;
    }

    /** Filled up to the width; = fills between sign and digits. */
    String padded(String lead, String body) {
        long space = width - (long) PythonText.length(lead) - PythonText.length(body);
        if (space <= 0) {
            return lead + body;
        }
        return switch (align) {
            case '<' -> lead + body + PythonText.repeat(fill, space);
            case '^' -> PythonText.repeat(fill, space / 2) + lead + body + PythonText.repeat(fill, space - space / 2);
            case '=' -> lead + PythonText.repeat(fill, space) + body;
            default -> PythonText.repeat(fill, space) + lead + body;
        };
    }
}
