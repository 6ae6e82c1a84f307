package org.aethercreator.check;

import java.util.function.LongUnaryOperator;

/** How the need for memory grows with the context, and what there is. */
record ContextMemory(LongUnaryOperator neededBytes, long availableBytes) {
    ContextMemory {
        if (availableBytes < 0) {
            throw new IllegalArgumentException(
                    "available memory of " + availableBytes + " bytes is negative; give the bytes that are free");
        }
    }

    long neededBytes(long contextTokens) {
        return neededBytes.applyAsLong(contextTokens);
    }

    boolean fits(long contextTokens) {
        return neededBytes(contextTokens) <= availableBytes;
    }

    /** The largest power of two below {@code contextTokens} that fits, from 512; 0 if none does. */
    long largestFitting(long contextTokens) {
        long context = Long.highestOneBit(Math.max(1, contextTokens - 1));
        while (context >= 512 && !fits(context)) {
            context /= 2;
        }
        return context >= 512 ? context : 0;
    }
}
