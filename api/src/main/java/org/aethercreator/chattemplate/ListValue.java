package org.aethercreator.chattemplate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Python's list; nothing changes it, because transformers' sandbox refuses the methods that would. */
record ListValue(List<Value> items, long weight, int depth) implements SequenceValue {
    static final ListValue EMPTY = of(List.of());

    static ListValue of(List<Value> items) {
        Limits.Size size = Limits.checkContainer(items);
        return new ListValue(List.copyOf(items), size.weight(), size.depth());
    }

    @Override
    public SequenceValue with(List<Value> others) {
        return of(others);
    }

    @Override
    public String typeName() {
        return "list";
    }

    @Override
    public String repr() {
        return Repr.of(this);
    }

    @Override
    public @Nullable Value attribute(String name) {
        return SequenceMethods.attribute(this, name);
    }
}
