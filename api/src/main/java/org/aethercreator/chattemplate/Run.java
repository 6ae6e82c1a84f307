package org.aethercreator.chattemplate;

import java.time.Clock;

/** One rendering: where it is, and what it has used up. */
final class Run {
    private static final int CHARACTERS_A_STEP = 64;

    private final Clock clock;
    private long steps;
    private int depth;
    private int line = 1;

    Run(Clock clock) {
        this.clock = clock;
    }

    Clock clock() {
        return clock;
    }

    /** The line of what was begun last. */
    int line() {
        return line;
    }

    /** Begins an expression or statement; every call is followed by {@link #leave}, unless rendering fails. */
    void enter(int atLine) {
        line = atLine;
        spend(1);
        if (++depth > Limits.RENDER_DEPTH) {
            throw new RenderProblem("expressions, blocks or macro calls are nested deeper than " + Limits.RENDER_DEPTH
                    + " levels. Make sure that a macro which calls itself comes to an end.");
        }
    }

    void leave() {
        depth--;
    }

    void spend(long count) {
        steps += count;
        if (steps > Limits.STEPS) {
            throw new RenderProblem("the rendering takes more than " + Limits.STEPS
                    + " steps. Make sure that the template's loops come to an end, or shorten the conversation.");
        }
    }

    /** Counts the making of a value. */
    void spendOn(Value value) {
        if (value instanceof TextValue text) {
            spend(text.text().length() / CHARACTERS_A_STEP);
        } else if (value instanceof ContainerValue) {
            spend(value.length() / CHARACTERS_A_STEP);
        }
    }
}
