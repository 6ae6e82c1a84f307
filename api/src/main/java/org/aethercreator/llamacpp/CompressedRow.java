package org.aethercreator.llamacpp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Log-probabilities of all tokens in 16 bits each, as llama.cpp stores them: a factor and the smallest value as floats,
 * then for each token how many times the factor it is above the smallest; what is less than the most probable token's
 * by more than 16 counts as that. The number of tokens is rounded up to an even one.
 */
final class CompressedRow {
    private static final int HEADER_BYTES = 8;
    private static final float LARGEST_DISTANCE = 16;
    private static final float STEPS = 65535;

    private final ByteBuffer bytes;

    private CompressedRow(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    static int bytes(int vocabularySize) {
        return HEADER_BYTES + 2 * (vocabularySize + vocabularySize % 2);
    }

    /** The row that begins at the buffer's {@code index}-th place. */
    static CompressedRow in(ByteBuffer rows, int index, int vocabularySize) {
        int size = bytes(vocabularySize);
        return new CompressedRow(rows.slice(index * size, size).order(ByteOrder.LITTLE_ENDIAN));
    }

    void write(LogSoftmax row) {
        float[] logits = row.logits();
        float largest = logits[row.largestToken()];
        float smallest = largest;
        for (float logit : logits) {
            smallest = Math.min(smallest, logit);
        }
        smallest = Math.max(smallest, largest - LARGEST_DISTANCE);
        float factor = (largest - smallest) / STEPS;
        bytes.putFloat(0, factor).putFloat(4, (float) (smallest - row.logOfSum()));
        for (int token = 0; token < logits.length; token++) {
            boolean above = factor > 0 && logits[token] > smallest;
            bytes.putShort(
                    HEADER_BYTES + 2 * token, (short) (above ? Math.rint((logits[token] - smallest) / factor) : 0));
        }
    }

    float logProbability(int token) {
        int steps = Short.toUnsignedInt(bytes.getShort(HEADER_BYTES + 2 * token));
        return bytes.getFloat(0) * steps + bytes.getFloat(4);
    }
}
