package org.aethercreator.chattemplate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Python's {@code json.dumps} with the defaults of transformers' {@code tojson}: characters stay as they are, and NaN
 * and Infinity are allowed.
 */
final class JsonText {
    private final boolean asciiOnly;
    private final @Nullable String indent;
    private final String itemSeparator;
    private final String keySeparator;
    private final boolean sortKeys;
    private final BoundedText json = new BoundedText();

    private JsonText(Bound options) {
        this.asciiOnly = options.truth(0);
        this.indent = indent(options.value(1, NoneValue.NONE));
        List<Value> separators =
                options.isNone(2) ? List.of() : OneShot.drain(options.value(2).iterate());
        if (separators.size() != 2 && !options.isNone(2)) {
            throw new RenderProblem("tojson(): separators must be two texts, such as (',', ':')");
        }
        this.itemSeparator = separators.isEmpty()
                ? indent == null ? ", " : ","
                : separators.get(0).str();
        this.keySeparator = separators.isEmpty() ? ": " : separators.get(1).str();
        this.sortKeys = options.truth(3);
    }

    /** The filter {@code tojson(ensure_ascii=False, indent=None, separators=None, sort_keys=False)}. */
    static Value filter(Value value, Arguments arguments) {
        JsonText text = new JsonText(arguments.bind("tojson", 0, "ensure_ascii", "indent", "separators", "sort_keys"));
        text.write(value, 0);
        return TextValue.of(text.json.toString());
    }

    private static @Nullable String indent(Value indent) {
        if (indent instanceof NoneValue) {
            return null;
        }
        return indent instanceof TextValue text ? text.text() : PythonText.repeat(" ", Numbers.count(indent));
    }

    private void write(Value value, int level) {
        if (value instanceof TextValue text) {
            json.append(quoted(text.text()));
        } else if (value instanceof NoneValue || value instanceof BooleanValue || Numbers.isNumber(value)) {
            json.append(scalar(value));
        } else if (value instanceof SequenceValue sequence) {
            writeItems(sequence, level);
        } else if (value instanceof DictValue dict) {
            writeEntries(dict, level);
        } else {
            throw new RenderProblem("Object of type " + value.typeName() + " is not JSON serializable");
        }
    }

    private static String scalar(Value value) {
        if (value instanceof NoneValue) {
            return "null";
        }
        if (value instanceof BooleanValue truth) {
            return truth.truth() ? "true" : "false";
        }
        if (value instanceof FloatValue real && Double.isNaN(real.value())) {
            return "NaN";
        }
        if (value instanceof FloatValue real && Double.isInfinite(real.value())) {
            return real.value() > 0 ? "Infinity" : "-Infinity";
        }
        return value.repr();
    }

    private void writeItems(SequenceValue sequence, int level) {
        if (!sequence.truth()) {
            json.append("[]");
            return;
        }
        json.append("[");
        String separator = "";
        for (Value item : sequence.items()) {
            json.append(separator);
            newLine(level + 1);
            write(item, level + 1);
            separator = itemSeparator;
        }
        newLine(level);
        json.append("]");
    }

    private void writeEntries(DictValue dict, int level) {
        if (!dict.truth()) {
            json.append("{}");
            return;
        }
        json.append("{");
        String separator = "";
        List<DictValue.Entry> entries = new ArrayList<>(dict.entries());
        if (sortKeys) {
            entries.sort((left, right) -> Comparison.order(left.key(), right.key()));
        }
        for (DictValue.Entry entry : entries) {
            json.append(separator);
            newLine(level + 1);
            json.append(quoted(key(entry.key()))).append(keySeparator);
            write(entry.value(), level + 1);
            separator = itemSeparator;
        }
        newLine(level);
        json.append("}");
    }

    private static String key(Value key) {
        if (key instanceof TextValue text) {
            return text.text();
        }
        if (key instanceof NoneValue || Numbers.isNumber(key)) {
            return scalar(key);
        }
        throw new RenderProblem("keys must be str, int, float, bool or None, not " + key.typeName());
    }

    private void newLine(int level) {
        if (indent != null) {
            json.append("\n").append(PythonText.repeat(indent, level));
        }
    }

    private String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            int simple = "\"\\\n\r\t\b\f".indexOf(unit);
            if (simple >= 0) {
                quoted.append('\\').append("\"\\nrtbf".charAt(simple));
            } else if (unit < 0x20 || (asciiOnly && unit > 0x7E)) {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
            } else {
                quoted.append(unit);
            }
        }
        return quoted.append('"').toString();
    }
}
