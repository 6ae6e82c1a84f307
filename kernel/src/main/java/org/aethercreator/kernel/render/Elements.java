package org.aethercreator.kernel.render;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Arrays, collections and maps as text, cut where they get long. */
final class Elements {
    static final int MOST_ELEMENTS = 1000;
    private static final int MOST_LEVELS = 8;

    private Elements() {}

    static String text(@Nullable Object value) {
        StringBuilder text = new StringBuilder();
        append(text, value, 0);
        return text.toString();
    }

    private static void append(StringBuilder text, @Nullable Object value, int level) {
        if (value == null) {
            text.append("null");
        } else if (level == MOST_LEVELS) {
            // Also what contains itself ends here.
            text.append("...");
        } else if (value.getClass().isArray()) {
            appendArray(text, value, level);
        } else if (value instanceof Collection<?> collection) {
            appendAll(text, "[", collection.iterator(), "]", collection.size(), level);
        } else if (value instanceof Map<?, ?> map) {
            appendAll(text, "{", map.entrySet().iterator(), "}", map.size(), level);
        } else if (value instanceof Map.Entry<?, ?> entry) {
            append(text, entry.getKey(), level + 1);
            text.append('=');
            append(text, entry.getValue(), level + 1);
        } else {
            text.append(value);
        }
    }

    private static void appendArray(StringBuilder text, Object array, int level) {
        int length = Array.getLength(array);
        text.append('[');
        for (int i = 0; i < Math.min(length, MOST_ELEMENTS); i++) {
            text.append(i == 0 ? "" : ", ");
            append(text, Array.get(array, i), level + 1);
        }
        text.append(rest(length)).append(']');
    }

    private static void appendAll(
            StringBuilder text, String open, Iterator<?> elements, String close, int size, int level) {
        text.append(open);
        for (int i = 0; elements.hasNext() && i < MOST_ELEMENTS; i++) {
            text.append(i == 0 ? "" : ", ");
            append(text, elements.next(), level + 1);
        }
        text.append(rest(size)).append(close);
    }

    private static String rest(int size) {
        return size > MOST_ELEMENTS ? ", ... " + (size - MOST_ELEMENTS) + " more" : "";
    }
}
