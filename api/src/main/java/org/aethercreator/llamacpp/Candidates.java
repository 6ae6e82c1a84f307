package org.aethercreator.llamacpp;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * Tokens to choose from, in native memory: a {@code llama_token_data_array} (pointer to the entries, their number, the
 * selected one's index or -1, whether they are sorted) with its {@code llama_token_data} (token, logit, probability).
 */
final class Candidates {
    private static final int ENTRY_BYTES = 12;
    private static final int LOGIT_AT = 4;
    private static final int COUNT_AT = 8;
    private static final int SELECTED_AT = 16;
    private static final int SORTED_AT = 24;
    private static final int ARRAY_BYTES = 32;

    private final Memory array = new Memory(ARRAY_BYTES);
    private final Memory entries;
    private final ByteBuffer bytes;

    Candidates(int most) {
        entries = new Memory((long) ENTRY_BYTES * most);
        bytes = entries.getByteBuffer(0, entries.size()).order(ByteOrder.nativeOrder());
    }

    /** All tokens, with their logits. */
    void fill(Pointer logits, int vocabularySize) {
        FloatBuffer values = logits.getByteBuffer(0, (long) Float.BYTES * vocabularySize)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        for (int token = 0; token < vocabularySize; token++) {
            set(token, token, values.get(token));
        }
        reset(vocabularySize);
    }

    /** One token alone. */
    void fill(int token) {
        set(0, token, 1);
        reset(1);
    }

    private void set(int index, int token, float logit) {
        bytes.putInt(index * ENTRY_BYTES, token).putFloat(index * ENTRY_BYTES + LOGIT_AT, logit);
    }

    private void reset(int count) {
        array.setPointer(0, entries);
        array.setLong(COUNT_AT, count);
        array.setLong(SELECTED_AT, -1);
        array.setByte(SORTED_AT, (byte) 0);
    }

    Pointer array() {
        return array;
    }

    int selectedToken() {
        return selected().getInt(0);
    }

    /** Whether a sampler ruled the selected token out. */
    boolean selectedIsForbidden() {
        return selected().getFloat(LOGIT_AT) == Float.NEGATIVE_INFINITY;
    }

    /** Whether a sampler ruled the first token out. */
    boolean firstIsForbidden() {
        return array.getPointer(0).getFloat(LOGIT_AT) == Float.NEGATIVE_INFINITY;
    }

    /** Samplers may replace the entries, so they are found through the array. */
    private Pointer selected() {
        return array.getPointer(0).share(ENTRY_BYTES * array.getLong(SELECTED_AT));
    }
}
