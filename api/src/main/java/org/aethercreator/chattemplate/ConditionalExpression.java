package org.aethercreator.chattemplate;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code then if condition else otherwise}; without the last, what is false is undefined. */
record ConditionalExpression(
        Expression condition, Expression then, @Nullable Expression otherwise, int line) implements Expression {
    @Override
    public Value evaluate(Scope scope) {
        if (scope.evaluate(condition).truth()) {
            return scope.evaluate(then);
        }
        return otherwise == null
                ? new UndefinedValue("the inline if-expression on line " + line
                        + " evaluated to false and no else section was defined")
                : scope.evaluate(otherwise);
    }

    @Override
    public List<Expression> children() {
        return Stream.of(then, condition, otherwise).flatMap(Stream::ofNullable).collect(Collectors.toList());
    }
}
