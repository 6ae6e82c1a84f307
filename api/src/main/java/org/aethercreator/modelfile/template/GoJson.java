package org.aethercreator.modelfile.template;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.aethercreator.modelfile.template.GoType.Kind;

/** Go's {@code encoding/json}: keys of maps in order, and of HTML's characters none left as it is. */
final class GoJson {
    private static final String ESCAPED = "\"\\\b\f\n\r\t";
    private static final String LETTERS = "\"\\bfnrt";

    private final StringBuilder out = new StringBuilder();
    private final Budget budget;
    private boolean possible = true;

    private GoJson(Budget budget) {
        this.budget = budget;
    }

    /** The JSON of a value; nothing, as in Ollama, if some part of it has none. */
    static String encode(GoValue value, Budget budget) {
        GoJson json = new GoJson(budget);
        json.value(value);
        return json.possible ? json.out.toString() : "";
    }

    private void value(GoValue value) {
        budget.spend(1);
        budget.hold(out);
        switch (value.kind()) {
            case INVALID -> out.append("null");
            case BOOL -> out.append(value.bool());
            case INT, UINT8 -> out.append(value.integer());
            case FLOAT64 -> number(value.floating());
            case STRING -> string(value.bytes());
            case MAP -> object(value);
            case SLICE -> array(value);
            case STRUCT -> struct(value);
            case POINTER, INTERFACE -> {
                if (value.isNil()) {
                    out.append("null");
                } else {
                    value(value.target());
                }
            }
            case COMPLEX128, FUNC -> possible = false;
        }
    }

    private void number(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            possible = false;
            return;
        }
        double size = Math.abs(number);
        boolean scientific = size != 0 && (size < 1e-6 || size >= 1e21);
        String digits = GoNumbers.format(number, scientific ? 'e' : 'f', -1);
        out.append(digits.replaceFirst("e-0(\\d)$", "e-$1"));
    }

    private void string(String bytes) {
        out.append('"');
        for (int at = 0; at < bytes.length(); at += GoText.width(bytes, at)) {
            int rune = GoText.rune(bytes, at);
            int letter = ESCAPED.indexOf(rune);
            boolean unsafe = rune < ' ' || "<>&\u2028\u2029".indexOf(rune) >= 0 || !GoText.isRune(bytes, at);
            if (letter >= 0) {
                out.append('\\').append(LETTERS.charAt(letter));
            } else if (unsafe) {
                out.append(String.format(Locale.ROOT, "\\u%04x", rune));
            } else {
                out.append(bytes, at, at + GoText.width(bytes, at));
            }
        }
        out.append('"');
    }

    private void object(GoValue value) {
        if (value.isNil()) {
            out.append("null");
        } else {
            entries(value.map());
        }
    }

    private void entries(Map<String, GoValue> entries) {
        String separator = "{";
        for (Map.Entry<String, GoValue> entry : entries.entrySet()) {
            out.append(separator);
            string(entry.getKey());
            out.append(':');
            value(entry.getValue());
            separator = ",";
        }
        out.append(entries.isEmpty() ? "{}" : "}");
    }

    private void array(GoValue value) {
        GoValue.Slice slice = value.slice();
        if (value.type() == OllamaTypes.PROPERTY_TYPE && slice.length() == 1) {
            value(slice.get(0));
        } else if (value.isNil()) {
            out.append("null");
        } else if (value.type().element().kind() == Kind.UINT8) {
            byte[] bytes = new byte[slice.length()];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) slice.get(i).integer();
            }
            out.append('"')
                    .append(new String(Base64.getEncoder().encode(bytes), StandardCharsets.US_ASCII))
                    .append('"');
        } else {
            out.append('[');
            for (int i = 0; i < slice.length(); i++) {
                out.append(i > 0 ? "," : "");
                value(slice.get(i));
            }
            out.append(']');
        }
    }

    private void struct(GoValue value) {
        if (value.type() == OllamaTypes.PROPERTIES_MAP) {
            entries(value.fields().get(0).entries());
            return;
        }
        List<GoType.Member> members = value.type().members();
        String separator = "{";
        for (int i = 0; i < members.size(); i++) {
            GoValue field = value.fields().get(i);
            if (members.get(i).omittedIfEmpty() && isEmpty(field)) {
                continue;
            }
            out.append(separator);
            string(members.get(i).jsonName());
            out.append(':');
            value(field);
            separator = ",";
        }
        out.append(separator.equals("{") ? "{}" : "}");
    }

    private static boolean isEmpty(GoValue field) {
        return field.kind() != Kind.STRUCT && !field.isTrue();
    }
}
