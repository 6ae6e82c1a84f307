package org.aethercreator.chattemplate;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Python's generators and iterators, as {@code map}, {@code select} and others give: their items come once only. */
record OneShot(Iterator<Value> items) implements Value {
    /** What an iterable still has to give. */
    static List<Value> drain(Iterator<Value> items) {
        List<Value> all = new ArrayList<>();
        while (items.hasNext()) {
            all.add(items.next());
            if (all.size() > Limits.CONTAINER_WEIGHT) {
                Limits.checkContainer(all);
            }
        }
        return all;
    }

    @Override
    public String typeName() {
        return "generator";
    }

    @Override
    public boolean truth() {
        return true;
    }

    @Override
    public String repr() {
        throw new RenderProblem("a generator is printed, which gives an address in Python and nothing useful. "
                + "Put |list or |join after the filter.");
    }

    @Override
    public Iterator<Value> iterate() {
        return items;
    }

    @Override
    public boolean isIterable() {
        return true;
    }
}
