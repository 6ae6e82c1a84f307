package org.aethercreator.chattemplate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The variables that a block sees: its own, and those of the blocks around it. An assignment is to the innermost scope,
 * so that a loop's body cannot change what lies outside.
 */
final class Scope {
    private final Run run;
    private final @Nullable Scope outer;
    private final Map<String, Value> variables = new HashMap<>();

    private Scope(Run run, @Nullable Scope outer) {
        this.run = run;
        this.outer = outer;
    }

    static Scope outermost(Run run, Map<String, Value> variables) {
        Scope scope = new Scope(run, null);
        scope.variables.putAll(variables);
        return scope;
    }

    Scope inner() {
        return new Scope(run, this);
    }

    Run run() {
        return run;
    }

    Value get(String name) {
        for (Scope scope = this; scope != null; scope = scope.outer) {
            Value value = scope.variables.get(name);
            if (value != null) {
                return value;
            }
        }
        return UndefinedValue.name(name);
    }

    void set(String name, Value value) {
        variables.put(name, value);
    }

    Value evaluate(Expression expression) {
        run.enter(expression.line());
        Value value = expression.evaluate(this);
        run.spendOn(value);
        run.leave();
        return value;
    }

    List<Value> evaluateAll(List<Expression> expressions) {
        List<Value> values = new ArrayList<>(expressions.size());
        for (Expression expression : expressions) {
            values.add(evaluate(expression));
        }
        return values;
    }

    /** What the statements print. */
    TextValue capture(Body body) {
        BoundedText output = new BoundedText();
        body.execute(this, output);
        return TextValue.of(output.toString());
    }
}
