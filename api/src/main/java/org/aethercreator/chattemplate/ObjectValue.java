package org.aethercreator.chattemplate;

/** An object with attributes of its own: the variable {@code loop}, a namespace, a cycler. */
sealed interface ObjectValue extends Value permits CyclerValue, LoopValue, NamespaceValue {
    @Override
    default boolean truth() {
        return true;
    }

    @Override
    default String repr() {
        throw new RenderProblem("the object '" + typeName() + "' is printed. Print one of its attributes.");
    }
}
