package org.aethercreator.chattemplate;

import java.util.Collection;

/**
 * What a template may use up. Templates come with models from strangers, and a real one stays far below these bounds.
 */
final class Limits {
    /** Longest text that may arise, in UTF-16 units. */
    static final int TEXT_LENGTH = 16_000_000;
    /** Most values in a list or dict, those within its items included. */
    static final long CONTAINER_WEIGHT = 4_000_000;
    /** Deepest nesting of lists and dicts. */
    static final int CONTAINER_DEPTH = 250;
    /** Most items of a {@code range}: the bound of Jinja's sandbox. */
    static final int RANGE_LENGTH = 100_000;
    /** Largest integer, in bits. */
    static final int INTEGER_BITS = 100_000;
    /** Deepest nesting of brackets and blocks in a template's text. */
    static final int SOURCE_DEPTH = 100;
    /** Deepest nesting of expressions, blocks and macro calls while rendering. */
    static final int RENDER_DEPTH = 700;
    /** Most steps of a rendering: an evaluated expression or 64 characters made are one. */
    static final long STEPS = 20_000_000;

    /** What a container holds. */
    record Size(long weight, int depth) {}

    private Limits() {}

    static Size checkContainer(Collection<Value> items) {
        long weight = 1;
        int depth = 0;
        for (Value item : items) {
            weight += item.weight();
            depth = Math.max(depth, item.depth());
        }
        return checkContainer(weight, depth + 1);
    }

    static Size checkContainer(long weight, int depth) {
        if (weight > CONTAINER_WEIGHT) {
            throw new RenderProblem("a list or dict would hold " + weight + " values; at most " + CONTAINER_WEIGHT
                    + " are allowed. Shorten the lists that the template builds.");
        }
        if (depth > CONTAINER_DEPTH) {
            throw new RenderProblem("lists and dicts are nested deeper than " + CONTAINER_DEPTH
                    + " levels. Flatten the data that the template is given or builds.");
        }
        return new Size(weight, depth);
    }

    /** Refuses a text before it is made. */
    static void checkText(long length) {
        if (length > TEXT_LENGTH) {
            throw new RenderProblem("a text would be " + length + " characters long; at most " + TEXT_LENGTH
                    + " are allowed. Shorten the conversation or what the template repeats.");
        }
    }
}
