package org.aethercreator.chattemplate;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Python's str, whose characters are code points.
 *
 * @param safe whether it is a {@code Markup}, as {@code |safe} and {@code |escape} make it: text that is added to it is
 *     escaped for HTML
 */
record TextValue(String text, boolean safe) implements Value {
    static final TextValue EMPTY = of("");

    static TextValue of(String text) {
        return new TextValue(text, false);
    }

    static TextValue ofCodePoint(int codePoint) {
        return of(Character.toString(codePoint));
    }

    @Override
    public String typeName() {
        return safe ? "Markup" : "str";
    }

    @Override
    public boolean truth() {
        return !text.isEmpty();
    }

    @Override
    public String repr() {
        return safe ? "Markup(" + Repr.text(text) + ")" : Repr.text(text);
    }

    @Override
    public String str() {
        return text;
    }

    @Override
    public @Nullable Value attribute(String name) {
        return TextMethods.attribute(this, name);
    }

    @Override
    public @Nullable Value item(Value key) {
        return Slices.at(
                key,
                length(),
                index -> new TextValue(Character.toString(text.codePointAt(PythonText.offset(text, index))), safe));
    }

    @Override
    public Iterator<Value> iterate() {
        return text.codePoints().mapToObj(point -> (Value) ofCodePoint(point)).iterator();
    }

    @Override
    public boolean isIterable() {
        return true;
    }

    @Override
    public int length() {
        return PythonText.length(text);
    }

    @Override
    public boolean hasLength() {
        return true;
    }

    @Override
    public long weight() {
        return 1L + text.length() / 64;
    }
}
