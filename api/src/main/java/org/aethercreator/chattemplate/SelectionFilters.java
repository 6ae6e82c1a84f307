package org.aethercreator.chattemplate;

import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Filters that apply another filter or a test to each item: map, select, reject. */
final class SelectionFilters {
    private SelectionFilters() {}

    static void addTo(Map<String, Filters.Filter> filters) {
        filters.put("map", SelectionFilters::map);
        filters.put("select", (run, value, arguments) -> select(run, value, arguments, false, true));
        filters.put("reject", (run, value, arguments) -> select(run, value, arguments, false, false));
        filters.put("selectattr", (run, value, arguments) -> select(run, value, arguments, true, true));
        filters.put("rejectattr", (run, value, arguments) -> select(run, value, arguments, true, false));
    }

    private static Value map(Run run, Value value, Arguments arguments) {
        if (!value.truth()) {
            return new OneShot(Collections.emptyIterator());
        }
        UnaryOperator<Value> change = change(run, arguments);
        Iterator<Value> items = value.iterate();
        return new OneShot(new Iterator<>() {
            @Override
            public boolean hasNext() {
                return items.hasNext();
            }

            @Override
            public Value next() {
                run.spend(1);
                return change.apply(items.next());
            }
        });
    }

    private static UnaryOperator<Value> change(Run run, Arguments arguments) {
        if (arguments.positional().isEmpty() && arguments.named().containsKey("attribute")) {
            Bound bound = arguments.bind("map", 0, "attribute", "default");
            Value otherwise = bound.isNone(1) ? null : bound.value(1);
            return item -> Members.path(item, bound.value(0), otherwise);
        }
        if (arguments.positional().isEmpty()) {
            throw new RenderProblem("map requires a filter argument");
        }
        Filters.Filter filter = Filters.get(arguments.positional().get(0).str());
        Arguments rest = rest(arguments, 1);
        return item -> filter.apply(run, item, rest);
    }

    private static Arguments rest(Arguments arguments, int from) {
        List<Value> positional = arguments.positional();
        return new Arguments(positional.subList(from, positional.size()), new LinkedHashMap<>(arguments.named()));
    }

    private static Value select(Run run, Value value, Arguments arguments, boolean byAttribute, boolean wanted) {
        if (!value.truth()) {
            return new OneShot(Collections.emptyIterator());
        }
        int offset = byAttribute ? 1 : 0;
        List<Value> positional = arguments.positional();
        if (positional.size() < offset) {
            throw new RenderProblem("Missing parameter for attribute name");
        }
        Value attribute = byAttribute ? positional.get(0) : NoneValue.NONE;
        Predicate<Value> test = Value::truth;
        if (positional.size() > offset) {
            Tests.Test named = Tests.get(positional.get(offset).str());
            Arguments rest = rest(arguments, offset + 1);
            test = item -> named.holds(item, rest);
        }
        Predicate<Value> passes = test;
        return new OneShot(new FilteredIterator(value.iterate(), item -> {
            run.spend(1);
            return passes.test(Members.path(item, attribute, null)) == wanted;
        }));
    }
}
