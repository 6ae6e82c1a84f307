package org.aethercreator.chattemplate;

import java.util.List;
import java.util.Set;

/** The statements of a block. */
final class Body {
    static final Body EMPTY = new Body(List.of());

    private final List<Statement> statements;
    private Set<String> unset = Set.of();

    Body(List<Statement> statements) {
        this.statements = List.copyOf(statements);
    }

    List<Statement> statements() {
        return statements;
    }

    /** Tells which variables are this block's own from its beginning on, though still without a value. */
    void startsWithout(Set<String> names) {
        unset = Set.copyOf(names);
    }

    /** Begins the scope of this block. */
    void begin(Scope scope) {
        for (String name : unset) {
            scope.set(name, UndefinedValue.name(name));
        }
    }

    Statement.Flow execute(Scope scope, BoundedText output) {
        for (Statement statement : statements) {
            scope.run().enter(statement.line());
            Statement.Flow flow = statement.execute(scope, output);
            scope.run().leave();
            if (flow != Statement.Flow.NEXT) {
                return flow;
            }
        }
        return Statement.Flow.NEXT;
    }
}
