package org.aethercreator.chattemplate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The call of a macro, or of the caller of a call block: its body, in a scope of its own within that of its definition.
 */
record MacroFunction(String name, Signature signature, Body body, Scope definition) implements FunctionValue.Body {
    @Override
    public Value call(Run run, Arguments arguments) {
        Scope scope = definition.inner();
        body.begin(scope);
        Map<String, Value> named = new LinkedHashMap<>(arguments.named());
        List<@Nullable Value> given = given(arguments.positional(), named);
        bindCaller(scope, named);
        bindRest(scope, arguments.positional(), named);
        bindParameters(scope, given);
        return scope.capture(body);
    }

    private List<@Nullable Value> given(List<Value> positional, Map<String, Value> named) {
        List<@Nullable Value> given = new ArrayList<>();
        for (String parameter : signature.parameters()) {
            given.add(given.size() < positional.size() ? positional.get(given.size()) : named.remove(parameter));
        }
        return given;
    }

    private void bindCaller(Scope scope, Map<String, Value> named) {
        if (signature.takesCaller() && !signature.parameters().contains("caller")) {
            Value caller = named.remove("caller");
            scope.set("caller", caller == null ? new UndefinedValue("No caller defined") : caller);
        }
    }

    private void bindRest(Scope scope, List<Value> positional, Map<String, Value> named) {
        int count = signature.parameters().size();
        if (signature.takesNamed()) {
            DictValue.Builder rest = new DictValue.Builder();
            named.forEach(rest::put);
            scope.set("kwargs", rest.build());
        } else if (!named.isEmpty()) {
            throw new RenderProblem("macro '" + name + "' takes no keyword argument '"
                    + named.keySet().iterator().next() + "'");
        }
        if (signature.takesPositional()) {
            scope.set(
                    "varargs",
                    TupleValue.of(positional.subList(Math.min(count, positional.size()), positional.size())));
        } else if (positional.size() > count) {
            throw new RenderProblem("macro '" + name + "' takes not more than " + count + " argument(s)");
        }
    }

    /** Parameters with a default see those before them. */
    private void bindParameters(Scope scope, List<@Nullable Value> given) {
        int firstDefault = given.size() - signature.defaults().size();
        for (int i = 0; i < given.size(); i++) {
            Value value = given.get(i);
            if (value != null) {
                scope.set(signature.parameters().get(i), value);
            }
        }
        for (int i = 0; i < given.size(); i++) {
            String parameter = signature.parameters().get(i);
            if (given.get(i) == null) {
                scope.set(
                        parameter,
                        i < firstDefault
                                ? new UndefinedValue("parameter '" + parameter + "' was not provided")
                                : scope.evaluate(signature.defaults().get(i - firstDefault)));
            }
        }
    }
}
