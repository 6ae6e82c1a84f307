package org.aethercreator.chattemplate;

import java.util.List;

/** {@code {% break %}} and {@code {% continue %}}. */
record JumpStatement(Flow flow, int line) implements Statement {
    @Override
    public Flow execute(Scope scope, BoundedText output) {
        return flow;
    }

    @Override
    public List<Expression> expressions() {
        return List.of();
    }

    @Override
    public List<Body> bodies() {
        return List.of();
    }
}
