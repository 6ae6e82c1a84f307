package org.aethercreator.chattemplate;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** What is assigned to. */
sealed interface Target {
    void assign(Scope scope, Value value);

    /** A variable. */
    record Name(String name) implements Target {
        @Override
        public void assign(Scope scope, Value value) {
            scope.set(name, value);
        }
    }

    /** An attribute of a namespace. */
    record Attribute(String namespace, String attribute) implements Target {
        @Override
        public void assign(Scope scope, Value value) {
            if (!(scope.get(namespace) instanceof NamespaceValue holder)) {
                throw new RenderProblem("cannot assign attribute on non-namespace object '" + namespace
                        + "'. Make it with namespace().");
            }
            holder.set(attribute, value);
        }
    }

    /** Several at once. */
    record Unpacked(List<Target> targets) implements Target {
        @Override
        public void assign(Scope scope, Value value) {
            if (!value.isIterable()) {
                throw new RenderProblem("cannot unpack non-iterable " + value.typeName() + " object");
            }
            List<Value> values = new ArrayList<>();
            for (Iterator<Value> items = value.iterate(); items.hasNext() && values.size() <= targets.size(); ) {
                values.add(items.next());
            }
            if (values.size() > targets.size()) {
                throw new RenderProblem("too many values to unpack (expected " + targets.size() + ")");
            }
            if (values.size() < targets.size()) {
                throw new RenderProblem(
                        "not enough values to unpack (expected " + targets.size() + ", got " + values.size() + ")");
            }
            for (int i = 0; i < values.size(); i++) {
                targets.get(i).assign(scope, values.get(i));
            }
        }
    }
}
