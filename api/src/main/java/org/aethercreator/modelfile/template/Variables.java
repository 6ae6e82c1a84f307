package org.aethercreator.modelfile.template;

import java.util.ArrayList;
import java.util.List;
import org.aethercreator.modelfile.template.Node.Pipe;

/** The variables of one run, the innermost last. Their names may repeat; the last one counts. */
final class Variables {
    private final Evaluation evaluation;
    private final List<Binding> bindings = new ArrayList<>();

    private record Binding(String name, GoValue value) {}

    /** @param data the value of {@code $} */
    Variables(Evaluation evaluation, GoValue data) {
        this.evaluation = evaluation;
        declare("$", data);
    }

    int count() {
        return bindings.size();
    }

    void forgetAfter(int count) {
        bindings.subList(count, bindings.size()).clear();
    }

    void declare(String name, GoValue value) {
        bindings.add(new Binding(name, value));
    }

    void assign(String name, GoValue value) {
        bindings.set(find(name), new Binding(name, value));
    }

    GoValue value(String name) {
        return bindings.get(find(name)).value();
    }

    /** Gives the variables of a range their next values; one alone gets the element. */
    void setLoop(Pipe pipe, GoValue index, GoValue element) {
        int count = pipe.declared().size();
        if (pipe.assigns() && count > 0) {
            assign(pipe.declared().get(0).name(), count > 1 ? index : element);
            if (count > 1) {
                assign(pipe.declared().get(1).name(), element);
            }
        } else if (count > 0) {
            setTop(1, element);
            if (count > 1) {
                setTop(2, index);
            }
        }
    }

    private void setTop(int fromTop, GoValue value) {
        int at = bindings.size() - fromTop;
        bindings.set(at, new Binding(bindings.get(at).name(), value));
    }

    private int find(String name) {
        for (int i = bindings.size() - 1; i >= 0; i--) {
            if (bindings.get(i).name().equals(name)) {
                return i;
            }
        }
        throw evaluation.error("undefined variable: " + name);
    }
}
