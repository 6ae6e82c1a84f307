package org.aethercreator.chattemplate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Python's tuple.
 *
 * @param fields names of the items, for the groups that {@code groupby} makes; empty for a plain tuple
 */
record TupleValue(List<Value> items, List<String> fields, long weight, int depth) implements SequenceValue {
    static TupleValue of(Value... items) {
        return of(List.of(items));
    }

    static TupleValue of(List<Value> items) {
        return named(List.of(), items);
    }

    static TupleValue named(List<String> fields, List<Value> items) {
        Limits.Size size = Limits.checkContainer(items);
        return new TupleValue(List.copyOf(items), fields, size.weight(), size.depth());
    }

    @Override
    public SequenceValue with(List<Value> others) {
        return of(others);
    }

    @Override
    public String typeName() {
        return "tuple";
    }

    @Override
    public String repr() {
        return Repr.of(this);
    }

    @Override
    public @Nullable Value attribute(String name) {
        int field = fields.indexOf(name);
        return field >= 0 ? items.get(field) : SequenceMethods.attribute(this, name);
    }
}
