package org.aethercreator.llamacpp;

import com.sun.jna.Pointer;
import java.util.Arrays;

/**
 * Which tokens a context has evaluated, as the one sequence 0 from position 0 on: a text that begins with the same
 * tokens needs to be evaluated only from where it parts.
 */
final class KvCache {
    private final Pointer context;
    private int[] tokens = new int[0];
    private int count;

    KvCache(Pointer context) {
        this.context = context;
    }

    void clear() {
        LlamaLibrary.abi().clear(context);
        count = 0;
    }

    /**
     * Forgets all but what {@code text} begins with, and at least its last token, whose logits are wanted.
     *
     * @return how many tokens of {@code text} are evaluated
     */
    int keepBeginningOf(int[] text) {
        int parted = Arrays.mismatch(tokens, 0, count, text, 0, text.length - 1);
        int kept = parted < 0 ? count : parted;
        // Also what a cancelled evaluation left behind the last token that we know of. A model with a recurrent state
        // cannot go back to an earlier position, and says so.
        if (kept > 0 && LlamaLibrary.abi().forgetFrom(context, kept)) {
            count = kept;
        } else {
            clear();
        }
        return count;
    }

    /** {@code text[from, to)} was evaluated at these positions. */
    void evaluated(int[] text, int from, int to) {
        reserve(to);
        System.arraycopy(text, from, tokens, from, to - from);
        count = to;
    }

    void evaluated(int token, int position) {
        reserve(position + 1);
        tokens[position] = token;
        count = position + 1;
    }

    private void reserve(int size) {
        if (size > tokens.length) {
            tokens = Arrays.copyOf(tokens, Math.max(size, 2 * tokens.length));
        }
    }
}
