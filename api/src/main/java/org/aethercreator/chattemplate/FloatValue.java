package org.aethercreator.chattemplate;

import org.jspecify.annotations.Nullable;

/** Python's float. */
record FloatValue(double value) implements Value {
    @Override
    public String typeName() {
        return "float";
    }

    @Override
    public boolean truth() {
        return value != 0;
    }

    @Override
    public String repr() {
        return Floats.repr(value);
    }

    @Override
    public @Nullable Value attribute(String name) {
        return NumberMethods.attribute(this, name);
    }
}
