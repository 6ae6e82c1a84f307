package org.aethercreator.chattemplate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How Python's str looks for a part of a text, between a start and an end that may count from the text's end. */
final class TextSearch {
    private TextSearch() {}

    /** Whether a text begins, or ends, with a part. */
    interface Affix {
        boolean holds(String text, String part);
    }

    static Value affix(String name, String text, Arguments arguments, Affix affix) {
        Bound bound = arguments.bindPositional(name, 1, "prefix", "start", "end");
        String window = window(text, bound);
        List<Value> parts = bound.value(0) instanceof TupleValue tuple ? tuple.items() : List.of(bound.value(0));
        boolean found = false;
        for (Value part : parts) {
            if (!(part instanceof TextValue one)) {
                throw new RenderProblem(name + " first arg must be str or a tuple of str, not " + part.typeName());
            }
            found |= window != null && affix.holds(window, one.text());
        }
        return BooleanValue.of(found);
    }

    /** The part of the text between the arguments start and end; null if start lies behind the text's end. */
    static @Nullable String window(String text, Bound bound) {
        int length = PythonText.length(text);
        int start = bound(bound, 1, 0, length);
        int end = Math.min(bound(bound, 2, length, length), length);
        return start > length || start > end ? null : PythonText.substring(text, start, end);
    }

    private static int bound(Bound bound, int index, int otherwise, int length) {
        int place = bound.isNone(index) ? otherwise : Numbers.count(bound.value(index));
        return place < 0 ? Math.max(0, place + length) : place;
    }

    static int find(String name, String text, Arguments arguments, boolean last) {
        Bound bound = arguments.bindPositional(name, 1, "sub", "start", "end");
        String window = window(text, bound);
        if (window == null) {
            return -1;
        }
        int at = last ? window.lastIndexOf(bound.text(0)) : window.indexOf(bound.text(0));
        int start = bound(bound, 1, 0, PythonText.length(text));
        return at < 0 ? -1 : start + window.codePointCount(0, at);
    }

    static Value index(String name, String text, Arguments arguments, boolean last) {
        int at = find(name, text, arguments, last);
        if (at < 0) {
            throw new RenderProblem("substring not found");
        }
        return IntegerValue.of(at);
    }
}
