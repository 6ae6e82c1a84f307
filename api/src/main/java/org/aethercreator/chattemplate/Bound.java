package org.aethercreator.chattemplate;

import org.jspecify.annotations.Nullable;

/** The arguments of a call, each at the index of its parameter; null = not given. */
final class Bound {
    private final String callee;
    private final String[] parameters;
    private final @Nullable Value[] values;

    Bound(String callee, String[] parameters, @Nullable Value[] values) {
        this.callee = callee;
        this.parameters = parameters;
        this.values = values;
    }

    /** A required argument. */
    Value value(int index) {
        Value value = values[index];
        if (value == null) {
            throw new IllegalStateException(callee + " has no argument " + index);
        }
        return value;
    }

    Value value(int index, Value otherwise) {
        Value value = values[index];
        return value == null ? otherwise : value;
    }

    boolean truth(int index) {
        return value(index, BooleanValue.FALSE).truth();
    }

    boolean truth(int index, boolean otherwise) {
        return value(index, BooleanValue.of(otherwise)).truth();
    }

    int count(int index, int otherwise) {
        Value value = values[index];
        return value == null ? otherwise : Numbers.count(value);
    }

    /** Whether the argument is missing or None. */
    boolean isNone(int index) {
        return value(index, NoneValue.NONE) instanceof NoneValue;
    }

    /** A text; anything else is a problem. */
    String text(int index) {
        Value value = value(index);
        if (value instanceof TextValue text) {
            return text.text();
        }
        throw new RenderProblem(callee + "() argument '" + parameters[index] + "' must be str, not "
                + (value instanceof NoneValue ? "None" : value.typeName()));
    }

    String text(int index, String otherwise) {
        return values[index] == null ? otherwise : text(index);
    }

    @Nullable
    String textOrNull(int index) {
        return isNone(index) ? null : text(index);
    }
}
