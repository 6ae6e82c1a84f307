package org.aethercreator.chattemplate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code target|name(arguments)}.
 *
 * @param target null for the innermost filter of a {@code {% filter %}} or {@code {% set %}} block, which is applied to
 *     the block's output
 */
record FilterExpression(@Nullable Expression target, String name, ArgumentList arguments, int line)
        implements Expression {
    @Override
    public Value evaluate(Scope scope) {
        if (target == null) {
            throw new IllegalStateException("a block's filter has been evaluated without the block");
        }
        return apply(scope, scope.evaluate(target));
    }

    /** Applies a block's filters to its output. */
    Value evaluate(Scope scope, Value output) {
        Value value = target instanceof FilterExpression inner ? inner.evaluate(scope, output) : output;
        return apply(scope, value);
    }

    private Value apply(Scope scope, Value value) {
        return Filters.get(name).apply(scope.run(), value, arguments.evaluate(scope));
    }

    @Override
    public List<Expression> children() {
        List<Expression> children = new ArrayList<>();
        if (target != null) {
            children.add(target);
        }
        children.addAll(arguments.children());
        return children;
    }
}
