package org.aethercreator.chattemplate;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Filters on numbers. */
final class NumberFilters {
    private NumberFilters() {}

    static void addTo(Map<String, Filters.Filter> filters) {
        filters.put("abs", (run, value, arguments) -> {
            arguments.bind("abs", 0);
            return absolute(value);
        });
        filters.put("int", (run, value, arguments) -> toInteger(value, arguments));
        filters.put("float", (run, value, arguments) -> toFloat(value, arguments));
        filters.put("round", (run, value, arguments) -> round(value, arguments));
        filters.put("filesizeformat", (run, value, arguments) -> TextValue.of(fileSize(value, arguments)));
    }

    private static Value absolute(Value value) {
        if (value instanceof FloatValue real) {
            return new FloatValue(Math.abs(real.value()));
        }
        if (Numbers.isInteger(value)) {
            return new IntegerValue(Numbers.integer(value).abs());
        }
        if (value instanceof UndefinedValue undefined) {
            throw undefined.problem();
        }
        throw new RenderProblem("bad operand type for abs(): '" + value.typeName() + "'");
    }

    /** A float without what is behind its point. */
    static IntegerValue truncated(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new RenderProblem(
                    "cannot convert float " + (Double.isNaN(value) ? "NaN" : "infinity") + " to integer");
        }
        return new IntegerValue(new BigDecimal(value).toBigInteger());
    }

    private static Value toInteger(Value value, Arguments arguments) {
        Bound bound = arguments.bind("int", 0, "default", "base");
        Value otherwise = bound.value(0, IntegerValue.of(0));
        if (value instanceof TextValue text) {
            BigInteger integer = Numbers.parse(text.text(), bound.count(1, 10));
            if (integer != null) {
                return new IntegerValue(integer);
            }
            Double real = Floats.parse(text.text());
            return real == null || real.isNaN() || real.isInfinite() ? otherwise : truncated(real);
        }
        if (value instanceof FloatValue real) {
            boolean finite = !Double.isNaN(real.value()) && !Double.isInfinite(real.value());
            if (Double.isInfinite(real.value())) {
                throw new RenderProblem("cannot convert float infinity to integer");
            }
            return finite ? truncated(real.value()) : otherwise;
        }
        if (value instanceof UndefinedValue undefined) {
            throw undefined.problem();
        }
        return Numbers.isInteger(value) ? new IntegerValue(Numbers.integer(value)) : otherwise;
    }

    private static Value toFloat(Value value, Arguments arguments) {
        Value otherwise = arguments.bind("float", 0, "default").value(0, new FloatValue(0));
        if (value instanceof UndefinedValue undefined) {
            throw undefined.problem();
        }
        if (Numbers.isNumber(value)) {
            return new FloatValue(Numbers.real(value));
        }
        Double real = value instanceof TextValue text ? Floats.parse(text.text()) : null;
        return real == null ? otherwise : new FloatValue(real);
    }

    private static Value round(Value value, Arguments arguments) {
        Bound bound = arguments.bind("round", 0, "precision", "method");
        int precision = bound.count(0, 0);
        String method = bound.text(1, "common");
        if (!List.of("common", "ceil", "floor").contains(method)) {
            throw new RenderProblem("method must be common, ceil or floor");
        }
        if (!Numbers.isNumber(value)) {
            if (value instanceof UndefinedValue undefined) {
                throw undefined.problem();
            }
            throw new RenderProblem("type " + value.typeName() + " doesn't define __round__ method");
        }
        if (Math.abs(precision) > 400) {
            throw new RenderProblem("round() to " + precision + " digits is not supported here. Use at most 400.");
        }
        return method.equals("common") ? rounded(value, precision) : directed(value, precision, method);
    }

    private static Value rounded(Value value, int precision) {
        if (value instanceof FloatValue real) {
            if (Double.isNaN(real.value()) || Double.isInfinite(real.value())) {
                return real;
            }
            double result = new BigDecimal(real.value())
                    .setScale(precision, RoundingMode.HALF_EVEN)
                    .doubleValue();
            return new FloatValue(Math.copySign(result, real.value()));
        }
        BigDecimal exact = new BigDecimal(Numbers.integer(value));
        return new IntegerValue(
                precision >= 0
                        ? Numbers.integer(value)
                        : exact.setScale(precision, RoundingMode.HALF_EVEN).toBigInteger());
    }

    /** {@code func(value * (10**precision)) / (10**precision)}. */
    private static Value directed(Value value, int precision, String method) {
        Value factor = Arithmetic.apply("**", IntegerValue.of(10), IntegerValue.of(precision));
        Value scaled = Arithmetic.apply("*", value, factor);
        Value whole = scaled;
        if (scaled instanceof FloatValue real) {
            whole = truncated(method.equals("ceil") ? Math.ceil(real.value()) : Math.floor(real.value()));
        }
        return Arithmetic.apply("/", whole, factor);
    }

    private static String fileSize(Value value, Arguments arguments) {
        boolean binary = arguments.bind("filesizeformat", 0, "binary").truth(0);
        Double bytes =
                value instanceof TextValue text ? Floats.parse(text.text()) : Double.valueOf(Numbers.real(value));
        if (bytes == null || bytes.isNaN()) {
            throw new RenderProblem("could not convert to a number of bytes: " + value.repr());
        }
        int base = binary ? 1024 : 1000;
        if (bytes == 1) {
            return "1 Byte";
        }
        if (bytes < base) {
            return truncated(bytes).repr() + " Bytes";
        }
        String prefixes = binary ? "KMGTPEZY" : "kMGTPEZY";
        double unit = base;
        int i = 0;
        while (i < prefixes.length() - 1 && bytes >= unit * base) {
            unit *= base;
            i++;
        }
        double shown = base * bytes / (unit * base);
        String number =
                new BigDecimal(shown).setScale(1, RoundingMode.HALF_EVEN).toPlainString();
        return String.format(Locale.ROOT, "%s %c%s", number, prefixes.charAt(i), binary ? "iB" : "B");
    }
}
