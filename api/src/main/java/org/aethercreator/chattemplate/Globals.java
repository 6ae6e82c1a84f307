package org.aethercreator.chattemplate;

import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** The functions that every template can call: Jinja's and those that transformers adds. */
final class Globals {
    private static final Map<String, Value> FUNCTIONS = new HashMap<>();

    static {
        add("range", (run, arguments) -> range(arguments));
        add("dict", (run, arguments) -> dict("dict", arguments));
        add("namespace", (run, arguments) -> NamespaceValue.of(dict("namespace", arguments)));
        add("cycler", (run, arguments) -> new CyclerValue(arguments.positional()));
        add("joiner", (run, arguments) -> joiner(arguments));
        add("raise_exception", (run, arguments) -> {
            throw new Refusal(
                    arguments.bind("raise_exception", 1, "message").value(0).str());
        });
        add("strftime_now", (run, arguments) -> {
            String format = arguments.bind("strftime_now", 1, "format").text(0);
            return TextValue.of(Strftime.format(format, LocalDateTime.now(run.clock())));
        });
        add("lipsum", (run, arguments) -> {
            throw RenderProblem.unsupported("the function 'lipsum', whose text is random,");
        });
    }

    /** What {@code raise_exception} throws. */
    static final class Refusal extends RuntimeException {
        Refusal(String reason) {
            super(reason, null, false, false);
        }
    }

    private Globals() {}

    static Map<String, Value> all() {
        return FUNCTIONS;
    }

    private static void add(String name, FunctionValue.Body body) {
        FUNCTIONS.put(name, new FunctionValue(name, body));
    }

    private static Value range(Arguments arguments) {
        Bound bound = arguments.bindPositional("range", 1, "start", "stop", "step");
        boolean oneOnly = arguments.positional().size() == 1;
        long first = Numbers.count(bound.value(0));
        return oneOnly ? new RangeValue(0, first, 1) : new RangeValue(first, bound.count(1, 0), bound.count(2, 1));
    }

    /** {@code dict(mapping or pairs, name=value, …)}. */
    private static DictValue dict(String callee, Arguments arguments) {
        if (arguments.positional().size() > 1) {
            throw new RenderProblem(callee + " expected at most 1 argument, got "
                    + arguments.positional().size());
        }
        DictValue.Builder dict = new DictValue.Builder();
        for (Value start : arguments.positional()) {
            if (start instanceof DictValue mapping) {
                dict.putAll(mapping);
            } else {
                pairs(dict, start);
            }
        }
        arguments.named().forEach(dict::put);
        return dict.build();
    }

    private static void pairs(DictValue.Builder dict, Value start) {
        for (Iterator<Value> items = start.iterate(); items.hasNext(); ) {
            List<Value> pair = OneShot.drain(items.next().iterate());
            if (pair.size() != 2) {
                throw new RenderProblem(
                        "dictionary update sequence element has length " + pair.size() + "; 2 is required");
            }
            dict.put(pair.get(0), pair.get(1));
        }
    }

    static Value fromKeys(Arguments arguments) {
        Bound bound = arguments.bindPositional("fromkeys", 1, "iterable", "value");
        DictValue.Builder dict = new DictValue.Builder();
        for (Iterator<Value> keys = bound.value(0).iterate(); keys.hasNext(); ) {
            dict.put(keys.next(), bound.value(1, NoneValue.NONE));
        }
        return dict.build();
    }

    private static Value joiner(Arguments arguments) {
        Value separator = arguments.bind("joiner", 0, "sep").value(0, TextValue.of(", "));
        boolean[] used = new boolean[1];
        return new FunctionValue("joiner", (run, none) -> {
            none.bindPositional("joiner", 0);
            Value between = used[0] ? separator : TextValue.EMPTY;
            used[0] = true;
            return between;
        });
    }
}
