package org.aethercreator.chattemplate;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What can stand after {@code |}: Jinja's filters, with the tojson of transformers. */
final class Filters {
    /** One filter. */
    interface Filter {
        Value apply(Run run, Value value, Arguments arguments);
    }

    private static final Set<String> UNSUPPORTED = Set.of("pprint", "random", "striptags", "urlize", "wordwrap");
    private static final Map<String, Filter> FILTERS = new HashMap<>();

    static {
        TextFilters.addTo(FILTERS);
        NumberFilters.addTo(FILTERS);
        SequenceFilters.addTo(FILTERS);
        SelectionFilters.addTo(FILTERS);
        FILTERS.put("tojson", (run, value, arguments) -> JsonText.filter(value, arguments));
        FILTERS.put("default", (run, value, arguments) -> otherwise(value, arguments));
        FILTERS.put("d", (run, value, arguments) -> otherwise(value, arguments));
        FILTERS.put("attr", (run, value, arguments) -> attribute(value, arguments));
    }

    private Filters() {}

    static boolean exists(String name) {
        return FILTERS.containsKey(name) || UNSUPPORTED.contains(name);
    }

    static Filter get(String name) {
        Filter filter = FILTERS.get(name);
        if (filter != null) {
            return filter;
        }
        if (UNSUPPORTED.contains(name)) {
            throw RenderProblem.unsupported("the filter '" + name + "'");
        }
        throw new RenderProblem("No filter named '" + name + "'. Correct its name.");
    }

    private static Value otherwise(Value value, Arguments arguments) {
        Bound bound = arguments.bind("default", 0, "default_value", "boolean");
        boolean missing = value instanceof UndefinedValue || (bound.truth(1) && !value.truth());
        return missing ? bound.value(0, TextValue.EMPTY) : value;
    }

    private static Value attribute(Value value, Arguments arguments) {
        String name = arguments.bind("attr", 1, "name").text(0);
        if (value instanceof UndefinedValue) {
            return Members.attribute(value, name);
        }
        Value found = value.attribute(name);
        return found == null ? UndefinedValue.member(value, TextValue.of(name)) : found;
    }
}
