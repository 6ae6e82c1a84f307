package org.aethercreator.chattemplate;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The items that pass a test, each tested when it is asked for. */
final class FilteredIterator implements Iterator<Value> {
    private final Iterator<Value> items;
    private final Predicate<Value> passes;
    private @Nullable Value next;

    FilteredIterator(Iterator<Value> items, Predicate<Value> passes) {
        this.items = items;
        this.passes = passes;
    }

    @Override
    public boolean hasNext() {
        while (next == null && items.hasNext()) {
            Value item = items.next();
            next = passes.test(item) ? item : null;
        }
        return next != null;
    }

    @Override
    public Value next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        Value item = next;
        next = null;
        return item;
    }
}
