package org.aethercreator.chattemplate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code callee(arguments)}. */
record CallExpression(Expression callee, ArgumentList arguments, int line) implements Expression {
    @Override
    public Value evaluate(Scope scope) {
        Value function = scope.evaluate(callee);
        return call(scope.run(), function, arguments.evaluate(scope));
    }

    /** The same for a {@code {% call %}} block, whose body is one more argument. */
    Value evaluate(Scope scope, FunctionValue caller) {
        Value function = scope.evaluate(callee);
        Arguments plain = arguments.evaluate(scope);
        Map<String, Value> named = new LinkedHashMap<>(plain.named());
        if (named.put("caller", caller) != null) {
            throw new RenderProblem("got multiple values for keyword argument 'caller'");
        }
        return call(scope.run(), function, new Arguments(plain.positional(), named));
    }

    private static Value call(Run run, Value function, Arguments arguments) {
        if (function instanceof FunctionValue callable) {
            return callable.body().call(run, arguments);
        }
        if (function instanceof LoopValue loop) {
            return loop.recurse(run, arguments);
        }
        if (function instanceof UndefinedValue undefined) {
            throw undefined.problem();
        }
        throw new RenderProblem("'" + function.typeName() + "' object is not callable");
    }

    @Override
    public List<Expression> children() {
        List<Expression> children = new ArrayList<>(List.of(callee));
        children.addAll(arguments.children());
        return children;
    }
}
