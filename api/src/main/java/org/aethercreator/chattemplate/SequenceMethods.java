package org.aethercreator.chattemplate;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The methods of Python's list and tuple; those that change a list are hidden. */
final class SequenceMethods {
    private static final Set<String> CHANGING =
            Set.of("append", "clear", "pop", "reverse", "insert", "sort", "extend", "remove");

    private SequenceMethods() {}

    static @Nullable Value attribute(SequenceValue sequence, String name) {
        boolean isList = sequence instanceof ListValue;
        if (isList && CHANGING.contains(name)) {
            return UndefinedValue.unsafe(sequence, name);
        }
        return switch (name) {
            case "count" -> new FunctionValue(name, (run, arguments) -> count(sequence, arguments));
            case "index" -> new FunctionValue(name, (run, arguments) -> index(sequence, arguments));
            case "copy" -> isList ? new FunctionValue(name, (run, arguments) -> sequence.with(sequence.items())) : null;
            default -> null;
        };
    }

    private static Value count(SequenceValue sequence, Arguments arguments) {
        Value wanted = arguments.bindPositional("count", 1, "value").value(0);
        return IntegerValue.of(sequence.items().stream()
                .filter(item -> Comparison.equal(item, wanted))
                .count());
    }

    private static Value index(SequenceValue sequence, Arguments arguments) {
        Bound bound = arguments.bindPositional("index", 1, "value", "start", "stop");
        List<Value> items = sequence.items();
        int start = place(bound.count(1, 0), items.size());
        int stop = Math.min(items.size(), place(bound.count(2, Integer.MAX_VALUE), items.size()));
        for (int i = start; i < stop; i++) {
            if (Comparison.equal(items.get(i), bound.value(0))) {
                return IntegerValue.of(i);
            }
        }
        throw new RenderProblem(bound.value(0).repr() + " is not in " + sequence.typeName());
    }

    private static int place(int index, int length) {
        return index < 0 ? Math.max(0, index + length) : index;
    }
}
