package org.aethercreator.modelfile.template;

import java.util.List;
import java.util.OptionalInt;

/**
 * Go's {@code fmt.Sprintf}: flags, width, precision, {@code *}, {@code %[2]d}, and its complaints inside of the text.
 */
final class GoFormat {
    private static final int TOO_LARGE = 1_000_000;

    private final String format;
    private final List<GoValue> operands;
    private final Budget budget;
    private final StringBuilder out = new StringBuilder();
    private int at;
    private int next;
    private boolean reordered;
    private boolean indexed;
    private boolean badIndex;

    private GoFormat(String format, List<GoValue> operands, Budget budget) {
        this.format = format;
        this.operands = operands;
        this.budget = budget;
    }

    static String printf(String format, List<GoValue> operands, Budget budget) {
        return new GoFormat(format, operands, budget).print();
    }

    private String print() {
        GoPrinter printer = new GoPrinter(out, budget);
        while (at < format.length()) {
            int percent = format.indexOf('%', at);
            out.append(format, at, percent < 0 ? format.length() : percent);
            at = percent < 0 ? format.length() : percent + 1;
            if (percent >= 0) {
                directive(printer);
            }
            budget.hold(out);
        }
        if (!reordered && next < operands.size()) {
            surplus(printer);
        }
        budget.hold(out);
        return out.toString();
    }

    private void directive(GoPrinter printer) {
        badIndex = false;
        indexed = false;
        FormatFlags flags = new FormatFlags();
        flags(flags);
        index();
        width(flags);
        precision(flags);
        if (!indexed) {
            index();
        }
        if (at >= format.length()) {
            out.append("%!(NOVERB)");
            return;
        }
        int verb = GoText.rune(format, at);
        at += GoText.width(format, at);
        if (verb == '%') {
            out.append('%');
        } else if (badIndex) {
            out.append("%!").append(GoText.ofRune(verb)).append("(BADINDEX)");
        } else if (next >= operands.size()) {
            out.append("%!").append(GoText.ofRune(verb)).append("(MISSING)");
        } else {
            if (verb == 'v' || verb == 'w') {
                flags.takeAsValueFlags();
            }
            printer.use(flags);
            printer.argument(operands.get(next++), verb);
        }
    }

    private void flags(FormatFlags flags) {
        for (; at < format.length(); at++) {
            switch (format.charAt(at)) {
                case '#' -> flags.sharp = true;
                case '0' -> flags.zero = true;
                case '+' -> flags.plus = true;
                case '-' -> flags.minus = true;
                case ' ' -> flags.space = true;
                default -> {
                    return;
                }
            }
        }
    }

    private void width(FormatFlags flags) {
        if (at < format.length() && format.charAt(at) == '*') {
            at++;
            OptionalInt width = operandNumber();
            if (width.isEmpty()) {
                out.append("%!(BADWIDTH)");
            } else {
                flags.width = Math.abs(width.getAsInt());
                flags.minus |= width.getAsInt() < 0;
                flags.zero &= width.getAsInt() >= 0;
            }
            indexed = false;
        } else {
            flags.width = number();
            badIndex |= indexed && flags.width != FormatFlags.ABSENT;
        }
    }

    private void precision(FormatFlags flags) {
        if (at + 1 >= format.length() || format.charAt(at) != '.') {
            return;
        }
        at++;
        badIndex |= indexed;
        index();
        if (at < format.length() && format.charAt(at) == '*') {
            at++;
            int given = operandNumber().orElse(FormatFlags.ABSENT);
            flags.precision = Math.max(given, FormatFlags.ABSENT);
            out.append(given < 0 ? "%!(BADPREC)" : "");
            indexed = false;
        } else {
            flags.precision = Math.max(number(), 0);
        }
    }

    /** The next operand as a width or precision; empty if it is no number of a sensible size. */
    private OptionalInt operandNumber() {
        if (next >= operands.size()) {
            return OptionalInt.empty();
        }
        GoValue operand = operands.get(next++).unboxed();
        boolean fits = operand.kind().isInteger() && Math.abs(operand.integer()) <= TOO_LARGE;
        return fits ? OptionalInt.of((int) operand.integer()) : OptionalInt.empty();
    }

    private int number() {
        if (at >= format.length() || !isDigit(format.charAt(at))) {
            return FormatFlags.ABSENT;
        }
        int number = 0;
        while (at < format.length() && isDigit(format.charAt(at))) {
            if (number > TOO_LARGE) {
                at = format.length();
                return FormatFlags.ABSENT;
            }
            number = number * 10 + format.charAt(at++) - '0';
        }
        return number;
    }

    /** Reads {@code [2]}, the operand to take next. */
    private void index() {
        indexed = false;
        if (at >= format.length() || format.charAt(at) != '[') {
            return;
        }
        reordered = true;
        int close = format.indexOf(']', at);
        if (close < 0 || format.length() - at < 3) {
            badIndex = true;
            at++;
            return;
        }
        String digits = format.substring(at + 1, close);
        at = close + 1;
        boolean isNumber =
                !digits.isEmpty() && digits.length() < 9 && digits.chars().allMatch(GoFormat::isDigit);
        indexed = isNumber;
        int index = isNumber ? Integer.parseInt(digits) - 1 : -1;
        if (index >= 0 && index < operands.size()) {
            next = index;
        } else {
            badIndex = true;
        }
    }

    private void surplus(GoPrinter printer) {
        printer.use(new FormatFlags());
        out.append("%!(EXTRA ");
        for (int i = next; i < operands.size(); i++) {
            out.append(i > next ? ", " : "");
            GoValue operand = operands.get(i).unboxed();
            if (operand.isValid()) {
                out.append(operand.type().name()).append('=');
            }
            printer.argument(operand, 'v');
        }
        out.append(')');
    }

    private static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }
}
