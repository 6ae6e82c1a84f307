package org.aethercreator.chattemplate;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Jinja's {@code namespace()}: the one thing that a loop's body can change for what follows the loop. */
record NamespaceValue(Map<String, Value> attributes) implements ObjectValue {
    static NamespaceValue of(DictValue start) {
        NamespaceValue namespace = new NamespaceValue(new LinkedHashMap<>());
        for (DictValue.Entry entry : start.entries()) {
            namespace.set(entry.key().str(), entry.value());
        }
        return namespace;
    }

    void set(String name, Value value) {
        if (name.startsWith("_")) {
            throw new RenderProblem(
                    "Chat templates cannot store underscore-prefixed attributes on a namespace, but got "
                            + Repr.text(name) + ". Please rename the attribute.");
        }
        attributes.put(name, value);
    }

    @Override
    public String typeName() {
        return "Namespace";
    }

    @Override
    public @Nullable Value attribute(String name) {
        return attributes.get(name);
    }
}
