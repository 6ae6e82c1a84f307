package org.aethercreator.chattemplate;

import java.util.List;
import java.util.stream.Collectors;

/** Blocks with a scope of their own that run once. */
sealed interface BlockStatement extends Statement {
    Body body();

    @Override
    default List<Body> bodies() {
        return List.of(body());
    }

    /** {@code {% with name = value %}}: the values are evaluated outside. */
    record With(List<Target> targets, List<Expression> values, Body body, int line) implements BlockStatement {
        @Override
        public Flow execute(Scope scope, BoundedText output) {
            Scope inner = scope.inner();
            body.begin(inner);
            for (int i = 0; i < targets.size(); i++) {
                targets.get(i).assign(inner, scope.evaluate(values.get(i)));
            }
            return body.execute(inner, output);
        }

        @Override
        public List<Expression> expressions() {
            return values.stream().collect(Collectors.toList());
        }
    }

    /** {@code {% filter name %}}. */
    record Filtered(FilterExpression filter, Body body, int line) implements BlockStatement {
        @Override
        public Flow execute(Scope scope, BoundedText output) {
            Scope inner = scope.inner();
            body.begin(inner);
            BoundedText captured = new BoundedText();
            Flow flow = body.execute(inner, captured);
            if (flow == Flow.NEXT) {
                output.append(filter.evaluate(inner, TextValue.of(captured.toString()))
                        .str());
            }
            return flow;
        }

        @Override
        public List<Expression> expressions() {
            return List.of(filter);
        }
    }

    /** {@code {% generation %}}: marks what the model itself says, for training; it prints its body. */
    record Generation(Body body, int line) implements BlockStatement {
        @Override
        public Flow execute(Scope scope, BoundedText output) {
            Scope inner = scope.inner();
            body.begin(inner);
            return body.execute(inner, output);
        }

        @Override
        public List<Expression> expressions() {
            return List.of();
        }
    }
}
