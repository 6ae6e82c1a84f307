package org.aethercreator.chattemplate;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The methods of Python's dict; those that change it are hidden. */
final class DictMethods {
    private static final Set<String> CHANGING = Set.of("clear", "pop", "popitem", "setdefault", "update");

    private DictMethods() {}

    static @Nullable Value attribute(DictValue dict, String name) {
        if (CHANGING.contains(name)) {
            return UndefinedValue.unsafe(dict, name);
        }
        return switch (name) {
            case "get" ->
                new FunctionValue(name, (run, arguments) -> {
                    Bound bound = arguments.bindPositional(name, 1, "key", "default");
                    Value value = dict.get(bound.value(0));
                    return value == null ? bound.value(1, NoneValue.NONE) : value;
                });
            case "keys" -> view(dict, name, DictView.Kind.KEYS);
            case "values" -> view(dict, name, DictView.Kind.VALUES);
            case "items" -> view(dict, name, DictView.Kind.ITEMS);
            case "copy" ->
                new FunctionValue(name, (run, arguments) -> {
                    arguments.bindPositional(name, 0);
                    return new DictValue.Builder().putAll(dict).build();
                });
            case "fromkeys" -> new FunctionValue(name, (run, arguments) -> Globals.fromKeys(arguments));
            default -> null;
        };
    }

    private static Value view(DictValue dict, String name, DictView.Kind kind) {
        return new FunctionValue(name, (run, arguments) -> {
            arguments.bindPositional(name, 0);
            return new DictView(dict, kind);
        });
    }
}
