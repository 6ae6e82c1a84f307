package org.aethercreator.chattemplate;

import java.util.List;
import java.util.Map;

/** What a call passes: values by position, then by name. */
record Arguments(List<Value> positional, Map<String, Value> named) {
    static final Arguments NONE = new Arguments(List.of(), Map.of());

    static Arguments of(Value... values) {
        return new Arguments(List.of(values), Map.of());
    }

    /**
     * Assigns the arguments to parameters as Python does.
     *
     * @param parameters their names in order; those from {@code required} on have a default
     */
    Bound bind(String callee, int required, String... parameters) {
        if (positional.size() > parameters.length) {
            throw new RenderProblem(callee + "() takes at most " + parameters.length + " argument(s) ("
                    + positional.size() + " given)");
        }
        Value[] values = new Value[parameters.length];
        for (int i = 0; i < positional.size(); i++) {
            values[i] = positional.get(i);
        }
        named.forEach((name, value) -> {
            int index = List.of(parameters).indexOf(name);
            if (index < 0) {
                throw new RenderProblem(callee + "() got an unexpected keyword argument '" + name + "'");
            }
            if (values[index] != null) {
                throw new RenderProblem(callee + "() got multiple values for argument '" + name + "'");
            }
            values[index] = value;
        });
        for (int i = 0; i < required; i++) {
            if (values[i] == null) {
                throw new RenderProblem(callee + "() missing required argument '" + parameters[i] + "'");
            }
        }
        return new Bound(callee, parameters, values);
    }

    /** For functions that take no argument by name. */
    Bound bindPositional(String callee, int required, String... parameters) {
        if (!named.isEmpty()) {
            throw new RenderProblem(callee + "() takes no keyword arguments");
        }
        return bind(callee, required, parameters);
    }
}
