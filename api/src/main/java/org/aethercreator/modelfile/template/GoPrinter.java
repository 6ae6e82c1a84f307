package org.aethercreator.modelfile.template;

import java.util.List;
import java.util.Map;
import org.aethercreator.modelfile.template.GoType.Kind;

/**
 * Prints values as Go's {@code fmt} does. Where Go prints the address of a pointer, which changes with every run, a
 * made up one stands.
 */
final class GoPrinter {
    private static final String ADDRESS = "0xc000012345";

    private final StringBuilder out;
    private final Budget budget;
    private FormatFlags flags = new FormatFlags();
    private boolean complaining;

    GoPrinter(StringBuilder out, Budget budget) {
        this.out = out;
        this.budget = budget;
    }

    /** {@code fmt.Sprint}: a space between operands of which neither is a string. No value stands for nil. */
    static String print(List<GoValue> operands, Budget budget) {
        StringBuilder out = new StringBuilder();
        GoPrinter printer = new GoPrinter(out, budget);
        boolean afterText = true;
        for (GoValue operand : operands) {
            boolean text = operand.kind() == Kind.STRING;
            out.append(text || afterText ? "" : " ");
            printer.argument(operand, 'v');
            afterText = text;
            budget.hold(out);
        }
        return out.toString();
    }

    /** {@code fmt.Sprintln}. */
    static String printLine(List<GoValue> operands, Budget budget) {
        StringBuilder out = new StringBuilder();
        GoPrinter printer = new GoPrinter(out, budget);
        for (int i = 0; i < operands.size(); i++) {
            out.append(i > 0 ? " " : "");
            printer.argument(operands.get(i), 'v');
            budget.hold(out);
        }
        return out.append('\n').toString();
    }

    /** A value inside of one of Go's messages, where no value at all is possible. */
    static String shown(GoValue value, char verb, Budget budget) {
        StringBuilder out = new StringBuilder();
        GoPrinter printer = new GoPrinter(out, budget);
        if (!value.isValid()) {
            out.append("<invalid reflect.Value>");
        } else if (!printer.byMethod(value, verb)) {
            printer.value(value, verb, 0);
        }
        return out.toString();
    }

    void use(FormatFlags verbFlags) {
        this.flags = verbFlags;
    }

    /** Prints an operand; no value stands for nil. */
    void argument(GoValue operand, int verb) {
        GoValue value = operand.unboxed();
        if (!value.isValid()) {
            if (verb == 'T' || verb == 'v') {
                flags.pad(out, "<nil>");
            } else {
                complain(value, verb);
            }
        } else if (verb == 'T') {
            flags.pad(out, flags.truncated(value.type().name()));
        } else if (verb == 'p') {
            pointer(value, verb);
        } else if (value.type() == GoType.BYTES) {
            byteSlice(value, verb, "[]byte");
        } else if (!byMethod(value, verb)) {
            value(value, verb, 0);
        }
    }

    /** By the value's own String method, if it has one and the verb is for texts. */
    private boolean byMethod(GoValue value, int verb) {
        if (complaining || flags.goSyntax || "vsxXq".indexOf(verb) < 0) {
            return false;
        }
        GoType.Method stringer = value.type().stringer();
        if (stringer != null) {
            text(stringer.body().apply(value).bytes(), verb, value);
        }
        return stringer != null;
    }

    private void value(GoValue value, int verb, int depth) {
        budget.spend(1);
        if (depth > 0 && value.isValid() && value.kind() != Kind.INTERFACE && byMethod(value, verb)) {
            return;
        }
        switch (value.kind()) {
            case INVALID -> complain(value, verb);
            case BOOL -> bool(value, verb);
            case INT, UINT8 -> integer(value, verb);
            case FLOAT64 -> floating(value.floating(), verb, value);
            case COMPLEX128 -> complex(value, verb);
            case STRING -> text(value.bytes(), verb, value);
            case MAP -> map(value, verb, depth);
            case STRUCT -> struct(value, verb, depth);
            case INTERFACE -> boxed(value, verb, depth);
            case SLICE -> slice(value, verb, depth);
            case POINTER -> {
                Kind inside = value.isNil() ? Kind.INVALID : value.target().kind();
                if (depth == 0 && (inside == Kind.STRUCT || inside == Kind.SLICE || inside == Kind.MAP)) {
                    out.append('&');
                    value(value.target(), verb, 1);
                } else {
                    pointer(value, verb);
                }
            }
            case FUNC -> pointer(value, verb);
        }
    }

    private void complain(GoValue value, int verb) {
        complaining = true;
        out.append("%!").append(GoText.ofRune(verb)).append('(');
        if (value.isValid()) {
            out.append(value.type().name()).append('=');
            value(value, 'v', 0);
        } else {
            out.append("<nil>");
        }
        out.append(')');
        complaining = false;
    }

    private void bool(GoValue value, int verb) {
        if (verb == 't' || verb == 'v') {
            flags.pad(out, String.valueOf(value.bool()));
        } else {
            complain(value, verb);
        }
    }

    private void integer(GoValue value, int verb) {
        long number = value.integer();
        boolean signed = value.kind() == Kind.INT;
        switch (verb) {
            case 'v' -> {
                if (flags.goSyntax && !signed) {
                    prefixedHex(number);
                } else {
                    flags.integer(out, number, 10, signed, 'v');
                }
            }
            case 'd' -> flags.integer(out, number, 10, signed, 'd');
            case 'b' -> flags.integer(out, number, 2, signed, 'b');
            case 'o', 'O' -> flags.integer(out, number, 8, signed, (char) verb);
            case 'x', 'X' -> flags.integer(out, number, 16, signed, (char) verb);
            case 'c' -> flags.pad(out, GoText.ofRune(number));
            case 'q' -> flags.pad(out, GoQuoting.quoteRune(number, flags.plus));
            case 'U' -> flags.unicode(out, number);
            default -> complain(value, verb);
        }
    }

    private void prefixedHex(long number) {
        boolean sharp = flags.sharp;
        flags.sharp = true;
        flags.integer(out, number, 16, false, 'v');
        flags.sharp = sharp;
    }

    private void floating(double number, int verb, GoValue complainedOf) {
        switch (verb) {
            case 'v' -> flags.floating(out, number, 'g', -1);
            case 'b', 'g', 'G', 'x', 'X' -> flags.floating(out, number, (char) verb, -1);
            case 'f', 'e', 'E' -> flags.floating(out, number, (char) verb, 6);
            case 'F' -> flags.floating(out, number, 'f', 6);
            default -> complain(complainedOf, verb);
        }
    }

    private void complex(GoValue value, int verb) {
        if ("vbgGxXfFeE".indexOf(verb) < 0) {
            complain(value, verb);
            return;
        }
        boolean plus = flags.plus;
        out.append('(');
        floating(value.complex().real(), verb, value);
        flags.plus = true;
        floating(value.complex().imaginary(), verb, value);
        out.append("i)");
        flags.plus = plus;
    }

    private void text(String bytes, int verb, GoValue complainedOf) {
        switch (verb) {
            case 'v' -> {
                if (flags.goSyntax) {
                    flags.quoted(out, bytes);
                } else {
                    flags.pad(out, flags.truncated(bytes));
                }
            }
            case 's' -> flags.pad(out, flags.truncated(bytes));
            case 'x', 'X' -> flags.hexBytes(out, bytes, (char) verb);
            case 'q' -> flags.quoted(out, bytes);
            default -> complain(complainedOf, verb);
        }
    }

    private void map(GoValue value, int verb, int depth) {
        if (opensNil(value)) {
            return;
        }
        out.append(flags.goSyntax ? "{" : "map[");
        String separator = "";
        for (Map.Entry<String, GoValue> entry : value.map().entrySet()) {
            out.append(separator);
            value(GoValue.of(entry.getKey()), verb, depth + 1);
            out.append(':');
            value(entry.getValue(), verb, depth + 1);
            separator = flags.goSyntax ? ", " : " ";
        }
        out.append(flags.goSyntax ? '}' : ']');
    }

    /** Writes the type where Go source is wanted; true if with that a nil is written. */
    private boolean opensNil(GoValue value) {
        if (flags.goSyntax) {
            out.append(value.type().name()).append(value.isNil() ? "(nil)" : "");
        }
        return flags.goSyntax && value.isNil();
    }

    private void struct(GoValue value, int verb, int depth) {
        out.append(flags.goSyntax ? value.type().name() : "").append('{');
        for (int i = 0; i < value.fields().size(); i++) {
            out.append(i == 0 ? "" : flags.goSyntax ? ", " : " ");
            GoType.Member member = value.type().members().get(i);
            out.append(flags.goSyntax || flags.namesFields ? member.name() + ":" : "");
            GoValue field = value.fields().get(i);
            value(field.isNil() ? field : field.unboxed(), verb, depth + 1);
        }
        out.append('}');
    }

    private void boxed(GoValue value, int verb, int depth) {
        if (value.isNil()) {
            out.append(flags.goSyntax ? value.type().name() + "(nil)" : "<nil>");
        } else {
            value(value.target(), verb, depth + 1);
        }
    }

    private void slice(GoValue value, int verb, int depth) {
        if (value.type().element() == GoType.UINT8 && "sqxX".indexOf(verb) >= 0) {
            byteSlice(value, verb, value.type().name());
            return;
        }
        if (opensNil(value)) {
            return;
        }
        out.append(flags.goSyntax ? '{' : '[');
        GoValue.Slice slice = value.slice();
        for (int i = 0; i < slice.length(); i++) {
            out.append(i == 0 ? "" : flags.goSyntax ? ", " : " ");
            value(slice.get(i), verb, depth + 1);
        }
        out.append(flags.goSyntax ? '}' : ']');
    }

    private void byteSlice(GoValue value, int verb, String typeName) {
        StringBuilder bytes = new StringBuilder();
        GoValue.Slice slice = value.slice();
        for (int i = 0; i < slice.length(); i++) {
            bytes.append((char) slice.get(i).integer());
        }
        switch (verb) {
            case 's' -> flags.pad(out, flags.truncated(bytes.toString()));
            case 'x', 'X' -> flags.hexBytes(out, bytes.toString(), (char) verb);
            case 'q' -> flags.quoted(out, bytes.toString());
            case 'v', 'd' -> {
                out.append(flags.goSyntax ? typeName : "");
                if (flags.goSyntax && value.isNil()) {
                    out.append("(nil)");
                    return;
                }
                out.append(flags.goSyntax ? '{' : '[');
                for (int i = 0; i < bytes.length(); i++) {
                    out.append(i == 0 ? "" : flags.goSyntax ? ", " : " ");
                    if (flags.goSyntax) {
                        prefixedHex(bytes.charAt(i));
                    } else {
                        flags.integer(out, bytes.charAt(i), 10, false, 'v');
                    }
                }
                out.append(flags.goSyntax ? '}' : ']');
            }
            default -> value(value, verb, 0);
        }
    }

    private void pointer(GoValue value, int verb) {
        if (!value.type().canBeNil() || "vpbodxX".indexOf(verb) < 0) {
            complain(value, verb);
        } else if (verb == 'v' && flags.goSyntax) {
            out.append('(').append(value.type().name()).append(")(");
            out.append(value.isNil() ? "nil" : ADDRESS).append(')');
        } else if (verb == 'v' && value.isNil()) {
            flags.pad(out, "<nil>");
        } else {
            flags.pad(out, value.isNil() ? "0x0" : ADDRESS);
        }
    }
}
