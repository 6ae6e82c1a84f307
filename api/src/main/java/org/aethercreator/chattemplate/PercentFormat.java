package org.aethercreator.chattemplate;

import java.util.List;

/** Python's {@code format % values}. */
final class PercentFormat {
    private final String format;
    private final Value values;
    private final List<Value> inOrder;
    private final BoundedText text = new BoundedText();
    private int position;
    private int used;
    private boolean byName;

    private PercentFormat(String format, Value values) {
        this.format = format;
        this.values = values;
        this.inOrder = values instanceof TupleValue tuple ? tuple.items() : List.of(values);
    }

    static String format(String format, Value values) {
        PercentFormat formatting = new PercentFormat(format, values);
        formatting.readAll();
        return formatting.text.toString();
    }

    private void readAll() {
        while (position < format.length()) {
            int percent = format.indexOf('%', position);
            if (percent < 0) {
                text.append(format.substring(position));
                break;
            }
            text.append(format.substring(position, percent));
            position = percent + 1;
            readConversion();
        }
        boolean mapping = values instanceof DictValue || (values instanceof ListValue && !byName);
        if (used < inOrder.size() && !byName && !(mapping && used == 0)) {
            throw new RenderProblem("not all arguments converted during string formatting");
        }
    }

    private void readConversion() {
        Value named = null;
        if (at() == '(') {
            named = named();
        }
        StringBuilder flags = new StringBuilder();
        while ("-+ #0".indexOf(at()) >= 0) {
            flags.append(format.charAt(position++));
        }
        int width = number(0);
        int precision = -1;
        if (at() == '.') {
            position++;
            precision = number(0);
        }
        while ("hlL".indexOf(at()) >= 0) {
            position++;
        }
        char type = at();
        position++;
        if (type == '%') {
            text.append("%");
            return;
        }
        Value value = named == null ? next() : named;
        convert(value, flags.toString(), width, precision, type);
    }

    private char at() {
        if (position >= format.length()) {
            throw new RenderProblem("incomplete format");
        }
        return format.charAt(position);
    }

    private Value named() {
        int end = format.indexOf(')', position);
        if (end < 0) {
            throw new RenderProblem("incomplete format key");
        }
        if (!(values instanceof DictValue dict)) {
            throw new RenderProblem("format requires a mapping");
        }
        byName = true;
        String name = format.substring(position + 1, end);
        Value value = dict.get(name);
        if (value == null) {
            throw new RenderProblem("KeyError: " + Repr.text(name));
        }
        position = end + 1;
        return value;
    }

    private int number(int otherwise) {
        if (at() == '*') {
            position++;
            return Numbers.count(next());
        }
        int start = position;
        while (at() >= '0' && at() <= '9') {
            position++;
        }
        if (position - start > 8) {
            throw new RenderProblem("width too big");
        }
        return start == position ? otherwise : Integer.parseInt(format.substring(start, position));
    }

    private Value next() {
        if (used == inOrder.size()) {
            throw new RenderProblem("not enough arguments for format string");
        }
        return inOrder.get(used++);
    }

    private void convert(Value value, String flags, int width, int precision, char type) {
        boolean left = flags.contains("-") || width < 0;
        FormatSpec spec = FormatSpec.PLAIN
                .withAlign(left ? '<' : flags.contains("0") && isNumeric(type) ? '=' : '>')
                .withFill(!left && flags.contains("0") && isNumeric(type) ? "0" : " ")
                .withWidth(Math.abs(width))
                .withSign(flags.contains("+") ? '+' : flags.contains(" ") ? ' ' : '-')
                .withAlternative(flags.contains("#"));
        switch (type) {
            case 's' -> text.append(spec.withPrecision(precision).padded("", cut(value.str(), precision)));
            case 'r', 'a' -> {
                checkAscii(type, value);
                text.append(spec.padded("", cut(value.repr(), precision)));
            }
            case 'c' -> text.append(spec.padded("", character(value)));
            case 'd', 'i', 'u' -> text.append(spec.withMinimumDigits(precision).integer(truncated(value, type), 'd'));
            case 'x', 'X', 'o' -> text.append(spec.withMinimumDigits(precision).integer(whole(value, type), type));
            case 'e', 'E', 'f', 'F', 'g', 'G' ->
                text.append(spec.withPrecision(precision < 0 ? 6 : precision).real(real(value), type));
            default -> throw new RenderProblem("unsupported format character '" + type + "'");
        }
    }

    private static boolean isNumeric(char type) {
        return "diuxXoeEfFgG".indexOf(type) >= 0;
    }

    private static void checkAscii(char type, Value value) {
        if (type == 'a' && value.repr().chars().anyMatch(unit -> unit > 127)) {
            throw RenderProblem.unsupported("%a of a text that is not ASCII");
        }
    }

    private static String cut(String text, int precision) {
        return precision < 0 ? text : PythonText.substring(text, 0, Math.min(precision, PythonText.length(text)));
    }

    private static String character(Value value) {
        if (value instanceof TextValue text && text.length() == 1) {
            return text.text();
        }
        int point = Numbers.count(value);
        if (!Character.isValidCodePoint(point)) {
            throw new RenderProblem("the number " + point + " is no character");
        }
        return Character.toString(point);
    }

    private static Value truncated(Value value, char type) {
        if (value instanceof FloatValue real) {
            return NumberFilters.truncated(real.value());
        }
        if (!Numbers.isInteger(value)) {
            throw new RenderProblem("%" + type + " format: a real number is required, not " + value.typeName());
        }
        return value;
    }

    private static Value whole(Value value, char type) {
        if (!Numbers.isInteger(value)) {
            throw new RenderProblem("%" + type + " format: an integer is required, not " + value.typeName());
        }
        return value;
    }

    private static double real(Value value) {
        if (!Numbers.isNumber(value)) {
            throw new RenderProblem("must be real number, not " + value.typeName());
        }
        return Numbers.real(value);
    }
}
