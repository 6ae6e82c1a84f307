package org.aethercreator.chattemplate;

import java.util.Collections;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Jinja's Undefined: what a name, attribute or key that is not there gives. It prints as nothing, is false, empty and
 * can be compared; all else is an error with this message.
 */
record UndefinedValue(String message) implements Value {
    static UndefinedValue name(String name) {
        return new UndefinedValue(Repr.text(name) + " is undefined");
    }

    static UndefinedValue member(Value owner, Value key) {
        String what = owner instanceof NoneValue ? "None" : owner.typeName() + " object";
        return new UndefinedValue(
                key instanceof TextValue
                        ? "'" + what + "' has no attribute " + key.repr()
                        : what + " has no element " + (key instanceof ObjectValue ? "" : key.repr()));
    }

    /** An attribute that Python has and the sandbox hides. */
    static UndefinedValue unsafe(Value owner, String name) {
        return new UndefinedValue("access to attribute " + Repr.text(name) + " of '" + owner.typeName()
                + "' object is unsafe: a template must not change what it is given");
    }

    RenderProblem problem() {
        return new RenderProblem(message);
    }

    @Override
    public String typeName() {
        return "Undefined";
    }

    @Override
    public boolean truth() {
        return false;
    }

    @Override
    public String repr() {
        return "Undefined";
    }

    @Override
    public String str() {
        return "";
    }

    @Override
    public @Nullable Value attribute(String name) {
        throw problem();
    }

    @Override
    public @Nullable Value item(Value key) {
        throw problem();
    }

    @Override
    public Iterator<Value> iterate() {
        return Collections.emptyIterator();
    }

    @Override
    public boolean isIterable() {
        return true;
    }

    @Override
    public int length() {
        return 0;
    }

    @Override
    public boolean hasLength() {
        return true;
    }
}
