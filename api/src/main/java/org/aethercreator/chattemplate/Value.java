package org.aethercreator.chattemplate;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** A Python object as a template sees it: no type has more behaviour than templates can reach. */
sealed interface Value
        permits BooleanValue,
                ContainerValue,
                DictView,
                FloatValue,
                FunctionValue,
                IntegerValue,
                NoneValue,
                ObjectValue,
                OneShot,
                RangeValue,
                TextValue,
                UndefinedValue {
    /** Python's name of the type, for messages. */
    String typeName();

    /** Whether {@code if value} takes the branch. */
    boolean truth();

    /** Python's {@code repr(value)}. */
    String repr();

    /** Python's {@code str(value)}: what {@code {{ value }}} prints. */
    default String str() {
        return repr();
    }

    /** Python's {@code getattr(value, name)}: methods and such, not keys; null = there is no such attribute. */
    default @Nullable Value attribute(String name) {
        return null;
    }

    /** Python's {@code value[key]}; null where Python has a TypeError, KeyError or IndexError. */
    default @Nullable Value item(Value key) {
        return null;
    }

    /** Python's {@code iter(value)}. */
    default Iterator<Value> iterate() {
        throw new RenderProblem("'" + typeName() + "' object is not iterable");
    }

    /** Whether {@link #iterate} succeeds. */
    default boolean isIterable() {
        return false;
    }

    /** Python's {@code len(value)}. */
    default int length() {
        throw new RenderProblem("object of type '" + typeName() + "' has no len()");
    }

    /** Whether {@link #length} succeeds. */
    default boolean hasLength() {
        return false;
    }

    /** How many values this one holds, itself and those within counted, which bounds the work of going through it. */
    default long weight() {
        return 1;
    }

    /** How deep containers are nested in this value, which bounds recursion. */
    default int depth() {
        return 0;
    }
}
