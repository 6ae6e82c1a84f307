package org.aethercreator.chattemplate;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * {@code {% for target in iterable if condition recursive %}…{% else %}…{% endfor %}}.
 *
 * @param condition null = every item
 */
record ForStatement(
        Target target,
        Expression iterable,
        @Nullable Expression condition,
        boolean recursive,
        Body body,
        Body otherwise,
        int line)
        implements Statement {
    @Override
    public Flow execute(Scope scope, BoundedText output) {
        loop(scope, scope.evaluate(iterable), 0, output);
        return Flow.NEXT;
    }

    private void loop(Scope scope, Value items, int depth0, BoundedText output) {
        boolean completed = false;
        LoopValue loop = begin(scope, items, depth0);
        while (loop.hasNext()) {
            scope.run().spend(1);
            Scope inner = scope.inner();
            body.begin(inner);
            target.assign(inner, loop.next());
            inner.set("loop", loop);
            Flow flow = body.execute(inner, output);
            if (flow == Flow.BREAK) {
                break;
            }
            // As in Jinja, {% else %} is for loops of which no round came to its end, not only for empty ones.
            completed |= flow == Flow.NEXT;
        }
        if (!completed) {
            Scope inner = scope.inner();
            otherwise.begin(inner);
            otherwise.execute(inner, output);
        }
    }

    private LoopValue begin(Scope scope, Value items, int depth0) {
        FunctionValue.Body recursion = recursive ? (run, arguments) -> recurse(scope, arguments, depth0 + 1) : null;
        if (condition == null) {
            return new LoopValue(items, items.iterate(), depth0, recursion);
        }
        Iterator<Value> chosen = new Chosen(scope, items.iterate());
        return new LoopValue(new OneShot(chosen), chosen, depth0, recursion);
    }

    private Value recurse(Scope scope, Arguments arguments, int depth0) {
        BoundedText output = new BoundedText();
        scope.run().enter(line);
        loop(scope, arguments.bind("loop", 1, "iterable").value(0), depth0, output);
        scope.run().leave();
        return TextValue.of(output.toString());
    }

    @Override
    public List<Expression> expressions() {
        List<Expression> expressions = new ArrayList<>(List.of(iterable));
        if (condition != null) {
            expressions.add(condition);
        }
        return expressions;
    }

    @Override
    public List<Body> bodies() {
        return List.of(body, otherwise);
    }

    /** The items for which the condition holds, each asked for when the loop comes to it. */
    private final class Chosen implements Iterator<Value> {
        private final Scope scope;
        private final Iterator<Value> items;
        private @Nullable Value next;

        Chosen(Scope scope, Iterator<Value> items) {
            this.scope = scope;
            this.items = items;
        }

        @Override
        public boolean hasNext() {
            while (next == null && items.hasNext()) {
                Value item = items.next();
                Scope inner = scope.inner();
                target.assign(inner, item);
                if (condition == null || inner.evaluate(condition).truth()) {
                    next = item;
                }
            }
            return next != null;
        }

        @Override
        public Value next() {
            if (!hasNext() || next == null) {
                throw new NoSuchElementException();
            }
            Value item = next;
            next = null;
            return item;
        }
    }
}
