package org.aethercreator.chattemplate;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Python's list or tuple. */
sealed interface SequenceValue extends ContainerValue permits ListValue, TupleValue {
    List<Value> items();

    /** A sequence of the same type with other items. */
    SequenceValue with(List<Value> items);

    @Override
    default boolean truth() {
        return !items().isEmpty();
    }

    @Override
    default @Nullable Value item(Value key) {
        return Slices.at(key, items().size(), index -> items().get(index));
    }

    @Override
    default Iterator<Value> iterate() {
        return items().iterator();
    }

    @Override
    default boolean isIterable() {
        return true;
    }

    @Override
    default int length() {
        return items().size();
    }

    @Override
    default boolean hasLength() {
        return true;
    }
}
