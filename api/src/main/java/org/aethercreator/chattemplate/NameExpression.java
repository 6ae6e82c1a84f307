package org.aethercreator.chattemplate;

import java.util.List;

/** A variable. */
record NameExpression(String name, int line) implements Expression {
    @Override
    public Value evaluate(Scope scope) {
        return scope.get(name);
    }

    @Override
    public List<Expression> children() {
        return List.of();
    }
}
