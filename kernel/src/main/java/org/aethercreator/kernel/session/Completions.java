package org.aethercreator.kernel.session;

import java.util.List;

/**
 * What could replace a part of the code.
 *
 * @param start of that part, in UTF-16 units
 * @param end of that part, exclusive
 */
public record Completions(List<Item> items, int start, int end) {
    public Completions {
        items = List.copyOf(items);
    }

    /**
     * One possibility.
     *
     * @param text to insert
     * @param type such as {@code method}, {@code class}, {@code magic}; may be empty
     * @param signature to show beside it; may be empty
     */
    public record Item(String text, String type, String signature) {}
}
