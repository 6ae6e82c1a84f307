package org.aethercreator.modelfile.template;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.aethercreator.modelfile.template.Token.Kind;
import org.jspecify.annotations.Nullable;

/**
 * A number as a template spells it.
 *
 * @param constant what it is where no type is asked for: a {@link Long}, {@link Double} or {@link Complex}; null if it
 *     fits none of Go's {@code int}
 */
record NumberLiteral(String text, @Nullable Object constant) {
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final Pattern HEXADECIMAL =
            Pattern.compile("[+-]?0[xX]([0-9a-fA-F]+\\.?[0-9a-fA-F]*|\\.[0-9a-fA-F]+)[pP][+-]?\\d+");
    private static final Pattern COMPLEX = Pattern.compile("(.*[^eEpP])([+-].*)i");
    private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);
    private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger UNSIGNED_MAX = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    record Complex(double real, double imaginary) {}

    /** A text that is no number; the message is Go's. */
    static final class SyntaxException extends Exception {
        SyntaxException(String message) {
            super(message);
        }
    }

    static NumberLiteral of(Token token) throws SyntaxException {
        String text = token.text();
        if (token.kind() == Kind.CHARACTER_CONSTANT) {
            return new NumberLiteral(text, character(text));
        }
        if (token.kind() == Kind.COMPLEX) {
            Matcher parts = COMPLEX.matcher(text);
            OptionalDouble real = parts.matches() ? floating(parts.group(1)) : OptionalDouble.empty();
            OptionalDouble imaginary = real.isPresent() ? floating(parts.group(2)) : OptionalDouble.empty();
            if (imaginary.isEmpty()) {
                throw new SyntaxException("syntax error scanning complex number");
            }
            return new NumberLiteral(text, new Complex(real.getAsDouble(), imaginary.getAsDouble()));
        }
        if (text.endsWith("i")) {
            OptionalDouble imaginary = floating(text.substring(0, text.length() - 1));
            if (imaginary.isPresent()) {
                return new NumberLiteral(text, new Complex(0, imaginary.getAsDouble()));
            }
        }
        return new NumberLiteral(text, real(text));
    }

    private static long character(String text) throws SyntaxException {
        String rest = text.substring(1);
        GoQuoting.Escape character =
                GoQuoting.unquoteCharacter(rest).orElseThrow(() -> new SyntaxException("invalid syntax"));
        if (!rest.substring(character.length()).equals("'")) {
            throw new SyntaxException("malformed character constant: " + text);
        }
        return character.value();
    }

    private static @Nullable Object real(String text) throws SyntaxException {
        Optional<BigInteger> integer = integer(text);
        boolean fraction = containsAny(text, ".eEpP");
        boolean looksFloating = fraction && !isHexadecimalInteger(text);
        if (integer.isPresent()) {
            return looksFloating ? (Object) integer.get().doubleValue() : fitting(integer.get());
        }
        OptionalDouble floating = floating(text);
        if (floating.isEmpty()) {
            throw new SyntaxException("illegal number syntax: " + GoQuoting.quote(text));
        }
        if (!fraction) {
            throw new SyntaxException("integer overflow: " + GoQuoting.quote(text));
        }
        double value = floating.getAsDouble();
        return looksFloating ? (Object) value : (Object) (long) value;
    }

    private static @Nullable Object fitting(BigInteger integer) {
        return integer.compareTo(LONG_MAX) > 0 ? null : (Object) integer.longValue();
    }

    /** What Go's {@code ParseInt} or {@code ParseUint} makes of it in base 0 and 64 bits. */
    private static Optional<BigInteger> integer(String text) {
        boolean signed = text.startsWith("+") || text.startsWith("-");
        String unsigned = signed ? text.substring(1) : text;
        String lower = unsigned.toLowerCase(Locale.ROOT);
        int radix = 10;
        String digits = unsigned;
        if (unsigned.startsWith("0") && unsigned.length() > 1) {
            boolean prefixed = unsigned.length() >= 3 && "box".indexOf(lower.charAt(1)) >= 0;
            radix = !prefixed ? 8 : lower.charAt(1) == 'b' ? 2 : lower.charAt(1) == 'o' ? 8 : 16;
            digits = unsigned.substring(prefixed ? 2 : 1);
        }
        digits = digits.replace("_", "");
        int base = radix;
        if (digits.isEmpty() || digits.chars().anyMatch(digit -> digit > 0x7F || Character.digit(digit, base) < 0)) {
            return Optional.empty();
        }
        if (!underscoresFit(text)) {
            return Optional.empty();
        }
        BigInteger value = new BigInteger(digits, radix);
        value = text.startsWith("-") ? value.negate() : value;
        BigInteger largest = signed ? LONG_MAX : UNSIGNED_MAX;
        return value.compareTo(largest) > 0 || value.compareTo(LONG_MIN) < 0 ? Optional.empty() : Optional.of(value);
    }

    /** What Go's {@code ParseFloat} makes of it. */
    private static OptionalDouble floating(String text) {
        String digits = text.replace("_", "");
        boolean number =
                DECIMAL.matcher(digits).matches() || HEXADECIMAL.matcher(digits).matches();
        if (!number || !underscoresFit(text)) {
            return OptionalDouble.empty();
        }
        double value = Double.parseDouble(digits);
        return Double.isInfinite(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** Whether each underscore stands between digits, or between the prefix of the base and a digit. */
    private static boolean underscoresFit(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        int at = lower.startsWith("+") || lower.startsWith("-") ? 1 : 0;
        boolean prefixed =
                lower.length() >= at + 2 && lower.charAt(at) == '0' && "box".indexOf(lower.charAt(at + 1)) >= 0;
        String digits = prefixed && lower.charAt(at + 1) == 'x' ? "0123456789abcdef" : "0123456789";
        char before = prefixed ? '0' : '^';
        for (int i = prefixed ? at + 2 : at; i < lower.length(); i++) {
            char character = lower.charAt(i);
            if (character == '_' ? before != '0' : before == '_' && digits.indexOf(character) < 0) {
                return false;
            }
            before = character == '_' ? '_' : digits.indexOf(character) >= 0 ? '0' : '!';
        }
        return before != '_';
    }

    private static boolean isHexadecimalInteger(String text) {
        boolean prefixed = text.length() > 2 && text.charAt(0) == '0' && "xX".indexOf(text.charAt(1)) >= 0;
        return prefixed && !containsAny(text, "pP");
    }

    private static boolean containsAny(String text, String characters) {
        return text.chars().anyMatch(character -> characters.indexOf(character) >= 0);
    }
}
