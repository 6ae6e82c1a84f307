package org.aethercreator.chattemplate;

import java.util.ArrayList;
import java.util.List;

/** {@code target is name(arguments)}. */
record TestExpression(Expression target, String name, ArgumentList arguments, int line) implements Expression {
    @Override
    public Value evaluate(Scope scope) {
        Value value = scope.evaluate(target);
        return BooleanValue.of(Tests.get(name).holds(value, arguments.evaluate(scope)));
    }

    @Override
    public List<Expression> children() {
        List<Expression> children = new ArrayList<>(List.of(target));
        children.addAll(arguments.children());
        return children;
    }
}
