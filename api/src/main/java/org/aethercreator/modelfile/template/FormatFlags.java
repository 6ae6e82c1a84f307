package org.aethercreator.modelfile.template;

import java.util.Locale;
import org.aethercreator.modelfile.PrintableRunes;

/**
 * How one verb of {@code printf} is to be padded and decorated, and the padding itself. Widths count runes. A new one
 * has no flag set.
 */
final class FormatFlags {
    static final int ABSENT = -1;

    boolean minus;
    boolean plus;
    boolean sharp;
    boolean space;
    boolean zero;
    /** {@code %+v}: fields of structs with their names. */
    boolean namesFields;
    /** {@code %#v}: as Go source. */
    boolean goSyntax;

    int width = ABSENT;
    int precision = ABSENT;

    /** What v makes of sharp and plus. */
    void takeAsValueFlags() {
        goSyntax = sharp;
        sharp = false;
        namesFields = plus;
        plus = false;
    }

    void pad(StringBuilder out, String bytes) {
        pad(out, bytes, zero);
    }

    /** Pads with spaces, whatever the flags say. */
    void padWithSpaces(StringBuilder out, String bytes) {
        pad(out, bytes, false);
    }

    private void pad(StringBuilder out, String bytes, boolean zeros) {
        int missing = Math.max(width - GoText.runes(bytes), 0);
        if (minus) {
            out.append(bytes).append(" ".repeat(missing));
        } else {
            out.append((zeros ? "0" : " ").repeat(missing)).append(bytes);
        }
    }

    String truncated(String bytes) {
        return precision == ABSENT ? bytes : GoText.firstRunes(bytes, precision);
    }

    void integer(StringBuilder out, long value, int radix, boolean signed, char verb) {
        boolean negative = signed && value < 0;
        String digits = Long.toUnsignedString(negative ? -value : value, radix);
        if (precision == 0 && value == 0) {
            out.append(" ".repeat(Math.max(width, 0)));
            return;
        }
        String sign = negative ? "-" : plus ? "+" : space ? " " : "";
        int least = precision;
        if (precision == ABSENT && zero && !minus && width != ABSENT) {
            least = width - (sign.isEmpty() ? 0 : 1);
        }
        String digitsAndZeros = "0".repeat(Math.max(least - digits.length(), 0)) + digits;
        String prefix = "";
        if (sharp) {
            prefix = switch (radix) {
                case 2 -> "0b";
                case 8 -> digitsAndZeros.startsWith("0") ? "" : "0";
                case 16 -> "0x";
                default -> "";
            };
        }
        prefix = verb == 'O' ? "0o" + prefix : prefix;
        String number = prefix + digitsAndZeros;
        padWithSpaces(out, sign + (verb == 'X' ? number.toUpperCase(Locale.ROOT) : number));
    }

    void unicode(StringBuilder out, long value) {
        String digits = Long.toUnsignedString(value, 16).toUpperCase(Locale.ROOT);
        StringBuilder shown = new StringBuilder("U+")
                .append("0".repeat(Math.max(Math.max(precision, 4) - digits.length(), 0)))
                .append(digits);
        boolean printable = value >= 0 && value <= GoText.MAX_RUNE && PrintableRunes.contains((int) value);
        if (sharp && printable) {
            shown.append(" '").append(GoText.ofRune(value)).append('\'');
        }
        padWithSpaces(out, shown.toString());
    }

    void quoted(StringBuilder out, String bytes) {
        String text = truncated(bytes);
        pad(out, sharp && GoQuoting.canBackquote(text) ? "`" + text + "`" : GoQuoting.quote(text, '"', plus));
    }

    void hexBytes(StringBuilder out, String bytes, char verb) {
        int length = precision == ABSENT ? bytes.length() : Math.min(precision, bytes.length());
        String prefix = sharp ? "0" + verb : "";
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < length; i++) {
            boolean separated = space && i > 0;
            shown.append(separated ? " " : "").append(i == 0 || separated ? prefix : "");
            String digits = String.format(Locale.ROOT, "%02x", (int) bytes.charAt(i));
            shown.append(verb == 'X' ? digits.toUpperCase(Locale.ROOT) : digits);
        }
        pad(out, shown.toString());
    }

    void floating(StringBuilder out, double value, char verb, int defaultPrecision) {
        int digits = precision == ABSENT ? defaultPrecision : precision;
        String number = GoNumbers.format(value, verb, digits);
        boolean finite = !Double.isNaN(value) && !Double.isInfinite(value);
        char sign = number.charAt(0) == '-' ? '-' : '+';
        String unsigned = number.charAt(0) == '-' || number.charAt(0) == '+' ? number.substring(1) : number;
        if (space && sign == '+' && !plus) {
            sign = ' ';
        }
        if (!finite) {
            boolean signHidden = Double.isNaN(value) && !space && !plus;
            padWithSpaces(out, signHidden ? unsigned : sign + unsigned);
            return;
        }
        if (sharp && verb != 'b') {
            unsigned = withPoint(unsigned, verb, digits);
        }
        if (!plus && sign == '+') {
            pad(out, unsigned);
        } else if (zero && !minus && width > unsigned.length() + 1) {
            out.append(sign).append("0".repeat(width - unsigned.length() - 1)).append(unsigned);
        } else {
            pad(out, sign + unsigned);
        }
    }

    /** The number with a decimal point, and for g with all of its zeros. */
    private static String withPoint(String number, char verb, int precision) {
        int wanted = verb == 'g' || verb == 'G' || verb == 'x' ? precision < 0 ? 6 : precision : 0;
        boolean hexadecimal = verb == 'x' || verb == 'X';
        int end = number.length();
        for (int i = 0; i < end; i++) {
            char character = number.charAt(i);
            boolean exponent = "pP".indexOf(character) >= 0 || (!hexadecimal && "eE".indexOf(character) >= 0);
            end = exponent ? i : end;
        }
        String tail = number.substring(end);
        String digits = number.substring(0, end);
        boolean nonZero = false;
        for (int i = 0; i < digits.length(); i++) {
            char character = digits.charAt(i);
            if (character != '.') {
                nonZero |= character != '0';
                wanted -= nonZero ? 1 : 0;
            }
        }
        if (digits.indexOf('.') < 0) {
            wanted -= digits.equals("0") ? 1 : 0;
            digits += ".";
        }
        return digits + "0".repeat(Math.max(wanted, 0)) + tail;
    }
}
