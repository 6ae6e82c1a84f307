package org.aethercreator.chattemplate;

import java.util.List;

/** {@code and}, {@code or}, {@code not}; the first two give one of their operands. */
sealed interface LogicExpression extends Expression {
    /** {@code left and right}. */
    record And(Expression left, Expression right, int line) implements LogicExpression {
        @Override
        public Value evaluate(Scope scope) {
            Value value = scope.evaluate(left);
            return value.truth() ? scope.evaluate(right) : value;
        }

        @Override
        public List<Expression> children() {
            return List.of(left, right);
        }
    }

    /** {@code left or right}. */
    record Or(Expression left, Expression right, int line) implements LogicExpression {
        @Override
        public Value evaluate(Scope scope) {
            Value value = scope.evaluate(left);
            return value.truth() ? value : scope.evaluate(right);
        }

        @Override
        public List<Expression> children() {
            return List.of(left, right);
        }
    }

    /** {@code not operand}. */
    record Not(Expression operand, int line) implements LogicExpression {
        @Override
        public Value evaluate(Scope scope) {
            return BooleanValue.of(!scope.evaluate(operand).truth());
        }

        @Override
        public List<Expression> children() {
            return List.of(operand);
        }
    }
}
