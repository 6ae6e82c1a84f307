package org.aethercreator.chattemplate;

import java.util.List;

/** Arithmetic and the joining of texts. */
sealed interface OperatorExpression extends Expression {
    /** {@code left operator right}, for + - * / // % **. */
    record Binary(String operator, Expression left, Expression right, int line) implements OperatorExpression {
        @Override
        public Value evaluate(Scope scope) {
            return Arithmetic.apply(operator, scope.evaluate(left), scope.evaluate(right));
        }

        @Override
        public List<Expression> children() {
            return List.of(left, right);
        }
    }

    /** {@code -operand} or {@code +operand}. */
    record Sign(boolean negative, Expression operand, int line) implements OperatorExpression {
        @Override
        public Value evaluate(Scope scope) {
            Value value = scope.evaluate(operand);
            return negative ? Arithmetic.negate(value) : Arithmetic.plus(value);
        }

        @Override
        public List<Expression> children() {
            return List.of(operand);
        }
    }

    /** {@code a ~ b ~ c}: all as texts. */
    record Concatenation(List<Expression> children, int line) implements OperatorExpression {
        @Override
        public Value evaluate(Scope scope) {
            BoundedText text = new BoundedText();
            scope.evaluateAll(children).forEach(value -> text.append(value.str()));
            return TextValue.of(text.toString());
        }
    }
}
