package org.aethercreator.chattemplate;

import java.util.List;

/** A value that stands in the template: a constant, or a list, tuple or dict of expressions. */
sealed interface LiteralExpression extends Expression {
    /** A text, a number, true, false or none. */
    record Constant(Value value, int line) implements LiteralExpression {
        @Override
        public Value evaluate(Scope scope) {
            return value;
        }

        @Override
        public List<Expression> children() {
            return List.of();
        }
    }

    /** {@code [a, b]}. */
    record Items(List<Expression> children, int line) implements LiteralExpression {
        @Override
        public Value evaluate(Scope scope) {
            return ListValue.of(scope.evaluateAll(children));
        }
    }

    /** {@code (a, b)}, also without its brackets. */
    record Tuple(List<Expression> children, int line) implements LiteralExpression {
        @Override
        public Value evaluate(Scope scope) {
            return TupleValue.of(scope.evaluateAll(children));
        }
    }

    /**
     * {@code {a: b, c: d}}.
     *
     * @param children keys and values in turn
     */
    record Pairs(List<Expression> children, int line) implements LiteralExpression {
        @Override
        public Value evaluate(Scope scope) {
            DictValue.Builder dict = new DictValue.Builder();
            for (int i = 0; i < children.size(); i += 2) {
                dict.put(scope.evaluate(children.get(i)), scope.evaluate(children.get(i + 1)));
            }
            return dict.build();
        }
    }
}
