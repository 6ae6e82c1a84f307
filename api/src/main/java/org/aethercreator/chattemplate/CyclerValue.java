package org.aethercreator.chattemplate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Jinja's {@code cycler(a, b, …)}: gives its items in turn. */
final class CyclerValue implements ObjectValue {
    private final List<Value> items;
    private int position;

    CyclerValue(List<Value> items) {
        if (items.isEmpty()) {
            throw new RenderProblem("at least one item has to be provided to cycler()");
        }
        this.items = items;
    }

    @Override
    public String typeName() {
        return "Cycler";
    }

    @Override
    public @Nullable Value attribute(String name) {
        if (name.equals("current")) {
            return items.get(position);
        }
        if (name.equals("next")) {
            return new FunctionValue(name, (run, arguments) -> {
                Value current = items.get(position);
                position = (position + 1) % items.size();
                return current;
            });
        }
        if (name.equals("reset")) {
            return new FunctionValue(name, (run, arguments) -> {
                position = 0;
                return NoneValue.NONE;
            });
        }
        return null;
    }
}
