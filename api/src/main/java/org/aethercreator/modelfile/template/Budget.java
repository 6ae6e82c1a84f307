package org.aethercreator.modelfile.template;

/**
 * How much a rendering may still do. Go has no such limits (but a depth of 100,000 invocations); a template that would
 * run for hours there ends here with a clear message.
 */
final class Budget {
    static final int STEPS = 2_000_000;
    static final int MOST_BYTES = 16 << 20;
    /**
     * Invocations with the blocks and parentheses around them, inside of each other, at which no more template is
     * invoked; what one template adds to it is bounded by {@link TemplateSet#MOST_NESTED}. A thread's stack holds twice
     * of both.
     */
    static final int DEPTH = 500;

    private static final int BYTES_PER_STEP = 256;

    private int steps = STEPS;
    private int depth;

    void spend(int count) {
        steps -= count;
        if (steps < 0) {
            throw GoTemplateException.beyondLimit(
                    "The rendering takes more than " + STEPS + " steps, the limit of this library");
        }
    }

    /** Checks the length of a text under construction, and counts what was written. */
    void hold(CharSequence text) {
        if (text.length() > MOST_BYTES) {
            throw GoTemplateException.beyondLimit(
                    "The rendering makes a text of more than " + MOST_BYTES + " bytes, the limit of this library");
        }
        spend(text.length() / BYTES_PER_STEP);
    }

    void enter() {
        depth++;
    }

    /** Whether templates have invoked each other too often. */
    boolean isSpentInDepth() {
        return depth >= DEPTH;
    }

    void leave() {
        depth--;
    }
}
