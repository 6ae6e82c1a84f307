package org.aethercreator.chattemplate;

/** Something that can be called: a macro, a method of a value, a global function. */
record FunctionValue(String name, Body body) implements Value {
    /** What a call does. */
    interface Body {
        Value call(Run run, Arguments arguments);
    }

    @Override
    public String typeName() {
        return "function";
    }

    @Override
    public boolean truth() {
        return true;
    }

    @Override
    public String repr() {
        throw new RenderProblem(
                "the function '" + name + "' is printed, not called. Write " + name + "(…) with its arguments.");
    }
}
