package org.aethercreator.chattemplate;

import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Jinja's two ways to a part of a value, which differ in what they try first; what is not there is undefined. */
final class Members {
    private Members() {}

    /** {@code value.name}. */
    static Value attribute(Value value, String name) {
        Value found = value.attribute(name);
        if (found == null) {
            found = value.item(TextValue.of(name));
        }
        return found == null ? UndefinedValue.member(value, TextValue.of(name)) : found;
    }

    /** {@code value[key]}. */
    static Value item(Value value, Value key) {
        Value found = value.item(key);
        if (found == null && key instanceof TextValue name) {
            found = value.attribute(name.text());
        }
        return found == null ? UndefinedValue.member(value, key) : found;
    }

    /** What the parameter {@code attribute} of filters says: a path with dots, or an index; none = the value itself. */
    static Value path(Value value, Value path, @Nullable Value otherwise) {
        Value found = value;
        for (Value part : parts(path)) {
            found = item(found, part);
            if (otherwise != null && found instanceof UndefinedValue) {
                found = otherwise;
            }
        }
        return found;
    }

    private static List<Value> parts(Value path) {
        if (path instanceof NoneValue) {
            return List.of();
        }
        if (!(path instanceof TextValue text)) {
            return List.of(path);
        }
        return TextSplits.split(text.text(), ".", -1).stream()
                .map(Members::part)
                .toList();
    }

    private static Value part(String part) {
        boolean index = !part.isEmpty() && part.chars().allMatch(digit -> digit >= '0' && digit <= '9');
        BigInteger number = index ? Numbers.parse(part, 10) : null;
        return number == null ? TextValue.of(part) : new IntegerValue(number);
    }
}
