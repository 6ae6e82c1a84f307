package org.aethercreator.chattemplate;

import java.util.List;

/** What is printed. */
sealed interface OutputStatement extends Statement {
    /** Text of the template. */
    record Text(String text, int line) implements OutputStatement {
        @Override
        public Flow execute(Scope scope, BoundedText output) {
            output.append(text);
            return Flow.NEXT;
        }

        @Override
        public List<Expression> expressions() {
            return List.of();
        }
    }

    /** {@code {{ expression }}}. */
    record Print(Expression expression, int line) implements OutputStatement {
        @Override
        public Flow execute(Scope scope, BoundedText output) {
            String text = scope.evaluate(expression).str();
            scope.run().spend(text.length() / 64);
            output.append(text);
            return Flow.NEXT;
        }

        @Override
        public List<Expression> expressions() {
            return List.of(expression);
        }
    }

    @Override
    default List<Body> bodies() {
        return List.of();
    }
}
