package org.aethercreator.chattemplate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code {% set %}}. */
sealed interface AssignmentStatement extends Statement {
    Target target();

    /** {@code {% set target = value %}}. */
    record Simple(Target target, Expression value, int line) implements AssignmentStatement {
        @Override
        public Flow execute(Scope scope, BoundedText output) {
            target.assign(scope, scope.evaluate(value));
            return Flow.NEXT;
        }

        @Override
        public List<Expression> expressions() {
            return List.of(value);
        }

        @Override
        public List<Body> bodies() {
            return List.of();
        }
    }

    /** {@code {% set target %}…{% endset %}}; null = no filter. */
    record Captured(Target target, @Nullable FilterExpression filter, Body body, int line)
            implements AssignmentStatement {
        @Override
        public Flow execute(Scope scope, BoundedText output) {
            Scope inner = scope.inner();
            body.begin(inner);
            BoundedText captured = new BoundedText();
            Flow flow = body.execute(inner, captured);
            if (flow != Flow.NEXT) {
                return flow;
            }
            Value text = TextValue.of(captured.toString());
            target.assign(scope, filter == null ? text : filter.evaluate(inner, text));
            return Flow.NEXT;
        }

        @Override
        public List<Expression> expressions() {
            return filter == null ? List.of() : List.of(filter);
        }

        @Override
        public List<Body> bodies() {
            return List.of(body);
        }
    }
}
