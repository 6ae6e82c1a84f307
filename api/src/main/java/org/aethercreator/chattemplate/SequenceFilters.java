package org.aethercreator.chattemplate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Filters on lists, dicts and what else has items. */
final class SequenceFilters {
    private SequenceFilters() {}

    static void addTo(Map<String, Filters.Filter> filters) {
        for (String name : List.of("length", "count")) {
            filters.put(name, (run, value, arguments) -> IntegerValue.of(value.length()));
        }
        filters.put("list", (run, value, arguments) -> ListValue.of(OneShot.drain(value.iterate())));
        filters.put("first", (run, value, arguments) -> first(value.iterate(), "No first item, sequence was empty."));
        filters.put(
                "last",
                (run, value, arguments) -> first(reversed(value).iterate(), "No last item, sequence was empty."));
        filters.put("reverse", (run, value, arguments) -> reverse(value));
        filters.put("join", (run, value, arguments) -> join(value, arguments));
        filters.put("items", (run, value, arguments) -> items(value));
        filters.put("dictsort", (run, value, arguments) -> dictSort(value, arguments));
        filters.put("sort", (run, value, arguments) -> sort(value, arguments));
        filters.put("unique", (run, value, arguments) -> unique(value, arguments));
        filters.put("min", (run, value, arguments) -> extreme(value, arguments, "<"));
        filters.put("max", (run, value, arguments) -> extreme(value, arguments, ">"));
        filters.put("sum", (run, value, arguments) -> sum(value, arguments));
        filters.put("groupby", (run, value, arguments) -> groupBy(value, arguments));
        filters.put("batch", (run, value, arguments) -> batch(value, arguments));
        filters.put("slice", (run, value, arguments) -> slice(value, arguments));
    }

    private static Value first(Iterator<Value> items, String otherwise) {
        return items.hasNext() ? items.next() : new UndefinedValue(otherwise);
    }

    private static Value reversed(Value value) {
        if (value instanceof OneShot || !value.isIterable()) {
            throw new RenderProblem("'" + value.typeName() + "' object is not reversible");
        }
        List<Value> items = OneShot.drain(value.iterate());
        Collections.reverse(items);
        return ListValue.of(items);
    }

    private static Value reverse(Value value) {
        if (value instanceof TextValue text) {
            return new TextValue(new StringBuilder(text.text()).reverse().toString(), text.safe());
        }
        if (value instanceof OneShot || value instanceof UndefinedValue) {
            List<Value> items = OneShot.drain(value.iterate());
            Collections.reverse(items);
            return ListValue.of(items);
        }
        return new OneShot(reversed(value).iterate());
    }

    private static Value join(Value value, Arguments arguments) {
        Bound bound = arguments.bind("join", 0, "d", "attribute");
        String separator = bound.value(0, TextValue.EMPTY).str();
        BoundedText joined = new BoundedText();
        String between = "";
        for (Iterator<Value> items = value.iterate(); items.hasNext(); ) {
            Value item = Members.path(items.next(), bound.value(1, NoneValue.NONE), null);
            joined.append(between).append(item.str());
            between = separator;
        }
        return TextValue.of(joined.toString());
    }

    private static Value items(Value value) {
        if (value instanceof UndefinedValue) {
            return new OneShot(Collections.emptyIterator());
        }
        if (!(value instanceof DictValue dict)) {
            throw new RenderProblem("Can only get item pairs from a mapping.");
        }
        return new OneShot(new DictView(dict, DictView.Kind.ITEMS).iterate());
    }

    private static UnaryOperator<Value> folded(boolean caseSensitive) {
        return value -> !caseSensitive && value instanceof TextValue text
                ? TextValue.of(text.text().toLowerCase(Locale.ROOT))
                : value;
    }

    /** Sorted as Python does it: stable, also in reverse. */
    private static List<Value> sorted(Iterator<Value> items, UnaryOperator<Value> key, boolean reverse) {
        record Keyed(Value key, Value item) {}
        List<Keyed> keyed = new ArrayList<>();
        OneShot.drain(items).forEach(item -> keyed.add(new Keyed(key.apply(item), item)));
        Comparator<Keyed> order = (left, right) -> Comparison.order(left.key(), right.key());
        try {
            keyed.sort(reverse ? order.reversed() : order);
        } catch (IllegalArgumentException e) {
            throw new RenderProblem("the values cannot be ordered, NaN may be among them. Remove it before sorting.");
        }
        List<Value> sorted = new ArrayList<>();
        keyed.forEach(one -> sorted.add(one.item()));
        return sorted;
    }

    private static Value dictSort(Value value, Arguments arguments) {
        Bound bound = arguments.bind("dictsort", 0, "case_sensitive", "by", "reverse");
        String by = bound.text(1, "key");
        if (!by.equals("key") && !by.equals("value")) {
            throw new RenderProblem("You can only sort by either \"key\" or \"value\"");
        }
        if (!(value instanceof DictValue dict)) {
            throw new RenderProblem("dictsort needs a dict, not " + value.typeName());
        }
        UnaryOperator<Value> folded = folded(bound.truth(0));
        int position = by.equals("key") ? 0 : 1;
        return ListValue.of(sorted(
                new DictView(dict, DictView.Kind.ITEMS).iterate(),
                pair -> folded.apply(((TupleValue) pair).items().get(position)),
                bound.truth(2)));
    }

    private static Value sort(Value value, Arguments arguments) {
        Bound bound = arguments.bind("sort", 0, "reverse", "case_sensitive", "attribute");
        UnaryOperator<Value> folded = folded(bound.truth(1));
        Value attribute = bound.value(2, NoneValue.NONE);
        List<Value> paths = new ArrayList<>();
        if (attribute instanceof TextValue text) {
            TextSplits.split(text.text(), ",", -1).forEach(path -> paths.add(TextValue.of(path)));
        } else {
            paths.add(attribute);
        }
        UnaryOperator<Value> key = item -> ListValue.of(paths.stream()
                .map(path -> folded.apply(Members.path(item, path, null)))
                .toList());
        return ListValue.of(sorted(value.iterate(), key, bound.truth(0)));
    }

    private static UnaryOperator<Value> key(Value attribute, boolean caseSensitive, @Nullable Value otherwise) {
        UnaryOperator<Value> folded = folded(caseSensitive);
        return item -> folded.apply(Members.path(item, attribute, otherwise));
    }

    private static Value unique(Value value, Arguments arguments) {
        Bound bound = arguments.bind("unique", 0, "case_sensitive", "attribute");
        UnaryOperator<Value> key = key(bound.value(1, NoneValue.NONE), bound.truth(0), null);
        Set<Object> seen = new HashSet<>();
        return new OneShot(new FilteredIterator(value.iterate(), item -> seen.add(DictValue.hashed(key.apply(item)))));
    }

    private static Value extreme(Value value, Arguments arguments, String operator) {
        Bound bound = arguments.bind("min", 0, "case_sensitive", "attribute");
        UnaryOperator<Value> key = key(bound.value(1, NoneValue.NONE), bound.truth(0), null);
        Iterator<Value> items = value.iterate();
        if (!items.hasNext()) {
            return new UndefinedValue("No aggregated item, sequence was empty.");
        }
        Value best = items.next();
        while (items.hasNext()) {
            Value next = items.next();
            if (Comparison.ordered(operator, key.apply(next), key.apply(best))) {
                best = next;
            }
        }
        return best;
    }

    private static Value sum(Value value, Arguments arguments) {
        Bound bound = arguments.bind("sum", 0, "attribute", "start");
        Value sum = bound.value(1, IntegerValue.of(0));
        if (sum instanceof TextValue) {
            throw new RenderProblem("sum() can't sum strings. Use |join instead.");
        }
        for (Iterator<Value> items = value.iterate(); items.hasNext(); ) {
            sum = Arithmetic.apply("+", sum, Members.path(items.next(), bound.value(0, NoneValue.NONE), null));
        }
        return sum;
    }

    private static Value groupBy(Value value, Arguments arguments) {
        Bound bound = arguments.bind("groupby", 1, "attribute", "default", "case_sensitive");
        Value otherwise = bound.isNone(1) ? null : bound.value(1);
        UnaryOperator<Value> key = key(bound.value(0), bound.truth(2), otherwise);
        List<Value> groups = new ArrayList<>();
        List<Value> group = new ArrayList<>();
        for (Value item : sorted(value.iterate(), key, false)) {
            if (!group.isEmpty() && !Comparison.equal(key.apply(group.get(0)), key.apply(item))) {
                groups.add(group(group, bound.value(0), otherwise));
                group = new ArrayList<>();
            }
            group.add(item);
        }
        if (!group.isEmpty()) {
            groups.add(group(group, bound.value(0), otherwise));
        }
        return ListValue.of(groups);
    }

    private static Value group(List<Value> items, Value attribute, @Nullable Value otherwise) {
        Value grouper = Members.path(items.get(0), attribute, otherwise);
        return TupleValue.named(List.of("grouper", "list"), List.of(grouper, ListValue.of(items)));
    }

    private static Value batch(Value value, Arguments arguments) {
        Bound bound = arguments.bind("batch", 1, "linecount", "fill_with");
        int size = bound.count(0, 1);
        List<Value> rows = new ArrayList<>();
        List<Value> row = new ArrayList<>();
        for (Iterator<Value> items = value.iterate(); items.hasNext(); ) {
            if (row.size() == size) {
                rows.add(ListValue.of(row));
                row = new ArrayList<>();
            }
            row.add(items.next());
        }
        if (!row.isEmpty()) {
            Limits.checkContainer(size, 1);
            while (!bound.isNone(1) && row.size() < size) {
                row.add(bound.value(1));
            }
            rows.add(ListValue.of(row));
        }
        return new OneShot(rows.iterator());
    }

    private static Value slice(Value value, Arguments arguments) {
        Bound bound = arguments.bind("slice", 1, "slices", "fill_with");
        List<Value> items = OneShot.drain(value.iterate());
        int slices = bound.count(0, 1);
        Limits.checkContainer(slices, 1);
        if (slices == 0) {
            throw new RenderProblem("integer division or modulo by zero");
        }
        int each = Math.floorDiv(items.size(), slices);
        int withExtra = Math.floorMod(items.size(), slices);
        List<Value> columns = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < slices; i++) {
            int end = start + each + (i < withExtra ? 1 : 0);
            List<Value> column = new ArrayList<>(items.subList(start, end));
            if (!bound.isNone(1) && i >= withExtra) {
                column.add(bound.value(1));
            }
            columns.add(ListValue.of(column));
            start = end;
        }
        return new OneShot(columns.iterator());
    }
}
