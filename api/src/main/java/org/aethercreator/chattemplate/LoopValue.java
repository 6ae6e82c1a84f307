package org.aethercreator.chattemplate;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The variable {@code loop} of a for loop: where it is, and what comes before and after. */
final class LoopValue implements ObjectValue {
    private final Value iterable;
    private final int depth0;
    private final FunctionValue.@Nullable Body recursion;
    private Iterator<Value> items;
    private int index0 = -1;
    private @Nullable Integer length;
    private @Nullable Value peeked;
    private @Nullable Value current;
    private @Nullable Value previous;
    private @Nullable List<Value> lastChanged;

    /** @param recursion renders the body for the items of another iterable; null without the marker recursive */
    LoopValue(Value iterable, Iterator<Value> items, int depth0, FunctionValue.@Nullable Body recursion) {
        this.iterable = iterable;
        this.items = items;
        this.depth0 = depth0;
        this.recursion = recursion;
    }

    boolean hasNext() {
        return peeked != null || items.hasNext();
    }

    Value next() {
        Value next = peeked != null ? peeked : items.next();
        peeked = null;
        index0++;
        previous = current;
        current = next;
        return next;
    }

    int depth0() {
        return depth0;
    }

    private @Nullable Value peek() {
        if (peeked == null && items.hasNext()) {
            peeked = items.next();
        }
        return peeked;
    }

    @Override
    public int length() {
        if (length == null) {
            if (iterable.hasLength()) {
                length = iterable.length();
            } else {
                List<Value> rest = OneShot.drain(items);
                items = rest.iterator();
                length = rest.size() + index0 + 1 + (peeked == null ? 0 : 1);
            }
        }
        return length;
    }

    @Override
    public boolean hasLength() {
        return true;
    }

    @Override
    public String typeName() {
        return "LoopContext";
    }

    @Override
    public @Nullable Value attribute(String name) {
        switch (name) {
            case "index" -> {
                return IntegerValue.of(index0 + 1);
            }
            case "index0" -> {
                return IntegerValue.of(index0);
            }
            case "revindex" -> {
                return IntegerValue.of(length() - index0);
            }
            case "revindex0" -> {
                return IntegerValue.of(length() - index0 - 1);
            }
            case "first" -> {
                return BooleanValue.of(index0 == 0);
            }
            case "last" -> {
                return BooleanValue.of(peek() == null);
            }
            case "length" -> {
                return IntegerValue.of(length());
            }
            case "depth" -> {
                return IntegerValue.of(depth0 + 1);
            }
            case "depth0" -> {
                return IntegerValue.of(depth0);
            }
            case "previtem" -> {
                return previous == null ? new UndefinedValue("there is no previous item") : previous;
            }
            case "nextitem" -> {
                Value next = peek();
                return next == null ? new UndefinedValue("there is no next item") : next;
            }
            case "cycle" -> {
                return new FunctionValue("loop.cycle", (run, arguments) -> cycle(arguments.positional()));
            }
            case "changed" -> {
                return new FunctionValue("loop.changed", (run, arguments) -> changed(arguments.positional()));
            }
            default -> {
                return null;
            }
        }
    }

    private Value cycle(List<Value> values) {
        if (values.isEmpty()) {
            throw new RenderProblem("no items for cycling given");
        }
        return values.get(index0 % values.size());
    }

    private BooleanValue changed(List<Value> values) {
        List<Value> last = lastChanged;
        if (last != null && Comparison.equal(TupleValue.of(last), TupleValue.of(values))) {
            return BooleanValue.FALSE;
        }
        lastChanged = values;
        return BooleanValue.TRUE;
    }

    /** {@code loop(children)}: the body again, for other items. */
    Value recurse(Run run, Arguments arguments) {
        if (recursion == null) {
            throw new RenderProblem("The loop must have the 'recursive' marker to be called recursively.");
        }
        return recursion.call(run, arguments);
    }
}
