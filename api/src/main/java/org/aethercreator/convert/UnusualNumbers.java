package org.aethercreator.convert;

import org.aethercreator.gguf.GgmlType;

/**
 * How many numbers are no ordinary ones.
 *
 * @param notNumbers NaN
 * @param infinite in the source
 * @param overflowed to infinity when they were converted
 */
record UnusualNumbers(long notNumbers, long infinite, long overflowed) {
    static final UnusualNumbers NONE = new UnusualNumbers(0, 0, 0);

    private static final int INFINITE = 0x7f80_0000;

    /** Counts in the first {@code count} floats, given as bits, that become {@code type}. */
    static UnusualNumbers of(int[] bits, int count, GgmlType type) {
        int limit = overflow(type);
        int large = 0;
        for (int i = 0; i < count; i++) { // without a branch, so that it runs on vectors
            large += (limit - 1 - (bits[i] & 0x7fff_ffff)) >>> 31;
        }
        if (large == 0) {
            return NONE;
        }
        long notNumbers = 0;
        long infinite = 0;
        for (int i = 0; i < count; i++) {
            int magnitude = bits[i] & 0x7fff_ffff;
            notNumbers += magnitude > INFINITE ? 1 : 0;
            infinite += magnitude == INFINITE ? 1 : 0;
        }
        return new UnusualNumbers(notNumbers, infinite, large - notNumbers - infinite);
    }

    /** The bits of the smallest magnitude that becomes infinite. */
    private static int overflow(GgmlType type) {
        return switch (type) {
            case F16 -> HalfFloats.OVERFLOW;
            case BF16 -> 0x7f7f_8000;
            case Q8_0 -> Float.floatToRawIntBits(65_520f * 127);
            default -> INFINITE;
        };
    }

    UnusualNumbers plus(UnusualNumbers other) {
        return new UnusualNumbers(
                notNumbers + other.notNumbers, infinite + other.infinite, overflowed + other.overflowed);
    }
}
