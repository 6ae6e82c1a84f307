package org.aethercreator.chattemplate;

import java.util.ArrayList;
import java.util.List;

/** {@code a < b <= c}: each operand is evaluated once, and only as far as it is needed. */
record CompareExpression(Expression first, List<Operand> rest, int line) implements Expression {
    /** @param operator == != < > <= >= in, or "not in" */
    record Operand(String operator, Expression expression) {}

    @Override
    public Value evaluate(Scope scope) {
        Value left = scope.evaluate(first);
        for (Operand operand : rest) {
            Value right = scope.evaluate(operand.expression());
            if (!holds(operand.operator(), left, right)) {
                return BooleanValue.FALSE;
            }
            left = right;
        }
        return BooleanValue.TRUE;
    }

    private static boolean holds(String operator, Value left, Value right) {
        return switch (operator) {
            case "==" -> Comparison.equal(left, right);
            case "!=" -> !Comparison.equal(left, right);
            case "in" -> Comparison.contains(right, left);
            case "not in" -> !Comparison.contains(right, left);
            default -> Comparison.ordered(operator, left, right);
        };
    }

    @Override
    public List<Expression> children() {
        List<Expression> children = new ArrayList<>(List.of(first));
        rest.forEach(operand -> children.add(operand.expression()));
        return children;
    }
}
