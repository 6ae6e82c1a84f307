package org.aethercreator.chattemplate;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a call as written.
 *
 * @param spread the list after *, null without
 * @param namedSpread the dict after **, null without
 */
record ArgumentList(
        List<Expression> positional,
        List<Named> named,
        @Nullable Expression spread,
        @Nullable Expression namedSpread) {
    static final ArgumentList EMPTY = new ArgumentList(List.of(), List.of(), null, null);

    /** {@code name=expression}. */
    record Named(String name, Expression expression) {}

    Arguments evaluate(Scope scope) {
        List<Value> values = scope.evaluateAll(positional);
        if (spread != null) {
            for (Iterator<Value> items = scope.evaluate(spread).iterate(); items.hasNext(); ) {
                values.add(items.next());
            }
        }
        Map<String, Value> byName = new LinkedHashMap<>();
        for (Named argument : named) {
            put(byName, argument.name(), scope.evaluate(argument.expression()));
        }
        if (namedSpread != null) {
            Value more = scope.evaluate(namedSpread);
            if (!(more instanceof DictValue dict)) {
                throw new RenderProblem("argument after ** must be a mapping, not " + more.typeName());
            }
            dict.entries().forEach(entry -> put(byName, keyword(entry.key()), entry.value()));
        }
        return new Arguments(values, byName);
    }

    private static void put(Map<String, Value> byName, String name, Value value) {
        if (byName.put(name, value) != null) {
            throw new RenderProblem("got multiple values for keyword argument '" + name + "'");
        }
    }

    private static String keyword(Value key) {
        if (key instanceof TextValue text) {
            return text.text();
        }
        throw new RenderProblem("keywords must be strings");
    }

    List<Expression> children() {
        List<Expression> children = new ArrayList<>(positional);
        named.forEach(argument -> children.add(argument.expression()));
        if (spread != null) {
            children.add(spread);
        }
        if (namedSpread != null) {
            children.add(namedSpread);
        }
        return children;
    }
}
