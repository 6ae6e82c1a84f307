package org.aethercreator.kernel.magic;

import org.jspecify.annotations.Nullable;

/** A magic made of its description and one function. */
public record SimpleMagic(String name, Form form, String summary, String help, Action action) implements Magic {
    @Override
    public @Nullable Object run(MagicCall call) throws Exception {
        return action.run(call);
    }

    /** What the magic does; see {@link Magic#run}. */
    @FunctionalInterface
    public interface Action {
        @Nullable
        Object run(MagicCall call) throws Exception;
    }
}
