package org.aethercreator.llamacpp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;

/**
 * Whether there is a NaN or an infinity among numbers of single precision.
 *
 * <p>Why not ggml's {@code ggml_validate_row_data}: the bundled library calls two functions of the C library for each
 * number, which took a tenth of the time of encoding as Q6_K.
 */
final class FiniteFloats {
    /** The exponents of two numbers, which are all ones in a NaN or an infinity ... */
    private static final long EXPONENTS = 0x7f80_0000_7f80_0000L;

    /** ... so that adding their lowest bits carries into the places of the signs. */
    private static final long LOWEST_BITS = 0x0080_0000_0080_0000L;

    private static final long SIGNS = 0x8000_0000_8000_0000L;

    private FiniteFloats() {}

    /** @param floats little-endian; all from its position to its limit is looked at, and it is left as it is */
    static boolean areAll(ByteBuffer floats) {
        ByteBuffer bytes = floats.slice().order(ByteOrder.LITTLE_ENDIAN);
        LongBuffer pairs = bytes.asLongBuffer();
        long carries = 0;
        for (int i = 0; i < pairs.limit(); i++) {
            carries |= (pairs.get(i) & EXPONENTS) + LOWEST_BITS;
        }
        boolean odd = bytes.limit() % Long.BYTES != 0;
        return (carries & SIGNS) == 0 && (!odd || Float.isFinite(bytes.getFloat(bytes.limit() - Float.BYTES)));
    }
}
