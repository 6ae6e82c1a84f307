package org.aethercreator.chattemplate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** {@code {% if %}}, {@code {% elif %}}, {@code {% else %}}. */
record IfStatement(List<Branch> branches, Body otherwise, int line) implements Statement {
    /** One condition with what it guards. */
    record Branch(Expression condition, Body body) {}

    @Override
    public Flow execute(Scope scope, BoundedText output) {
        for (Branch branch : branches) {
            if (scope.evaluate(branch.condition()).truth()) {
                return branch.body().execute(scope, output);
            }
        }
        return otherwise.execute(scope, output);
    }

    @Override
    public List<Expression> expressions() {
        return branches.stream().map(Branch::condition).collect(Collectors.toList());
    }

    @Override
    public List<Body> bodies() {
        List<Body> bodies = new ArrayList<>();
        branches.forEach(branch -> bodies.add(branch.body()));
        bodies.add(otherwise);
        return bodies;
    }
}
