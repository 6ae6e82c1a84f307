package org.aethercreator.chattemplate;

import org.jspecify.annotations.Nullable;

/** Python's bool, which is an int as well: True + True is 2. */
enum BooleanValue implements Value {
    FALSE,
    TRUE;

    static BooleanValue of(boolean value) {
        return value ? TRUE : FALSE;
    }

    @Override
    public String typeName() {
        return "bool";
    }

    @Override
    public boolean truth() {
        return this == TRUE;
    }

    @Override
    public String repr() {
        return truth() ? "True" : "False";
    }

    @Override
    public @Nullable Value attribute(String name) {
        return NumberMethods.attribute(IntegerValue.of(truth() ? 1 : 0), name);
    }
}
