package org.aethercreator.chattemplate;

/** Python's {@code str.format}: fields such as {@code {}}, {@code {0.name!r:>10}}. */
final class BraceFormat {
    private static final int NESTING = 2;

    private final Arguments arguments;
    private int automatic;
    private boolean numbered;

    private BraceFormat(Arguments arguments) {
        this.arguments = arguments;
    }

    static String format(String format, Arguments arguments) {
        return new BraceFormat(arguments).format(format, NESTING);
    }

    private String format(String format, int nesting) {
        if (nesting == 0) {
            throw new RenderProblem("Max string recursion exceeded");
        }
        BoundedText text = new BoundedText();
        int position = 0;
        while (position < format.length()) {
            char next = format.charAt(position);
            boolean doubled = format.startsWith(String.valueOf(next), position + 1);
            if (next != '{' && next != '}') {
                text.append(String.valueOf(next));
                position++;
            } else if (doubled) {
                text.append(String.valueOf(next));
                position += 2;
            } else if (next == '}') {
                throw new RenderProblem("Single '}' encountered in format string");
            } else {
                int end = end(format, position);
                text.append(field(format.substring(position + 1, end), nesting));
                position = end + 1;
            }
        }
        return text.toString();
    }

    private static int end(String format, int start) {
        int depth = 0;
        for (int i = start; i < format.length(); i++) {
            if (format.charAt(i) == '{') {
                depth++;
            } else if (format.charAt(i) == '}' && --depth == 0) {
                return i;
            }
        }
        throw new RenderProblem("expected '}' before end of string");
    }

    private String field(String field, int nesting) {
        int nameEnd = 0;
        boolean inBrackets = false;
        while (nameEnd < field.length() && (inBrackets || "!:".indexOf(field.charAt(nameEnd)) < 0)) {
            inBrackets = field.charAt(nameEnd) == '[' || (inBrackets && field.charAt(nameEnd) != ']');
            nameEnd++;
        }
        Value value = value(field.substring(0, nameEnd));
        String rest = field.substring(nameEnd);
        if (rest.startsWith("!")) {
            if (rest.length() < 2 || (rest.length() > 2 && rest.charAt(2) != ':')) {
                throw new RenderProblem("expected ':' after conversion specifier");
            }
            value = converted(value, rest.charAt(1));
            rest = rest.substring(2);
        }
        String spec = rest.isEmpty() ? "" : format(rest.substring(1), nesting - 1);
        return spec.isEmpty() ? value.str() : FormatSpec.parse(spec).apply(value);
    }

    private static Value converted(Value value, char conversion) {
        return switch (conversion) {
            case 's' -> TextValue.of(value.str());
            case 'r' -> TextValue.of(value.repr());
            default -> throw RenderProblem.unsupported("the conversion '!" + conversion + "' of format()");
        };
    }

    /** Such as {@code 0.name[key]}. */
    private Value value(String name) {
        int end = 0;
        while (end < name.length() && ".[".indexOf(name.charAt(end)) < 0) {
            end++;
        }
        Value value = first(name.substring(0, end));
        int position = end;
        while (position < name.length()) {
            if (name.charAt(position) == '.') {
                int next = position + 1;
                while (next < name.length() && ".[".indexOf(name.charAt(next)) < 0) {
                    next++;
                }
                value = Members.attribute(value, name.substring(position + 1, next));
                position = next;
            } else {
                int close = name.indexOf(']', position);
                if (name.charAt(position) != '[' || close < 0) {
                    throw new RenderProblem("Missing ']' in format string");
                }
                value = Members.item(value, key(name.substring(position + 1, close)));
                position = close + 1;
            }
        }
        return value;
    }

    private static Value key(String text) {
        return isNumber(text) ? IntegerValue.of(Long.parseLong(text)) : TextValue.of(text);
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() < 10 && text.chars().allMatch(digit -> digit >= '0' && digit <= '9');
    }

    private Value first(String name) {
        if (!name.isEmpty() && !isNumber(name)) {
            Value value = arguments.named().get(name);
            if (value == null) {
                throw new RenderProblem("KeyError: " + Repr.text(name));
            }
            return value;
        }
        boolean automaticNow = name.isEmpty();
        if (automaticNow ? numbered : automatic > 0) {
            throw new RenderProblem("cannot switch between manual field specification and automatic field numbering");
        }
        numbered |= !automaticNow;
        int index = automaticNow ? automatic++ : Integer.parseInt(name);
        if (index >= arguments.positional().size()) {
            throw new RenderProblem("Replacement index " + index + " out of range for positional args tuple");
        }
        return arguments.positional().get(index);
    }
}
