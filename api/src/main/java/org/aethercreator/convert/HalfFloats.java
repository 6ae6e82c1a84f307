package org.aethercreator.convert;

/** 16-bit floating point numbers as bits, rounded to nearest and ties to even as numpy and llama.cpp's converter do. */
final class HalfFloats {
    private static final int SIGN_TO_HALF = 16;
    private static final int MANTISSA_TO_HALF = 13;
    /** The difference of the exponents' biases, in a float's bits. */
    private static final int BIAS = (127 - 15) << 23;

    private static final int INFINITE = 0x7f80_0000;
    /** The smallest magnitude that rounds to infinity: 65520. */
    static final int OVERFLOW = 0x477f_f000;
    /** The smallest that is a normal half. */
    private static final int SMALLEST_NORMAL = 0x3880_0000;

    private HalfFloats() {}

    /** A half of a float. */
    static short half(int bits) {
        int sign = (bits >>> SIGN_TO_HALF) & 0x8000;
        int magnitude = bits & 0x7fff_ffff;
        if (magnitude >= SMALLEST_NORMAL && magnitude < OVERFLOW) {
            int even = (magnitude >>> MANTISSA_TO_HALF) & 1;
            return (short) (sign | ((magnitude - BIAS + 0xfff + even) >>> MANTISSA_TO_HALF));
        }
        return (short) (sign | unusualHalf(magnitude));
    }

    private static int unusualHalf(int magnitude) {
        if (magnitude > INFINITE) {
            int payload = (magnitude & 0x7f_ffff) >>> MANTISSA_TO_HALF;
            return 0x7c00 | (payload == 0 ? 1 : payload);
        }
        if (magnitude >= OVERFLOW) {
            return 0x7c00;
        }
        int shift = 126 - (magnitude >>> 23);
        if (shift > 24) {
            return 0;
        }
        int mantissa = (magnitude & 0x7f_ffff) | 0x80_0000;
        int even = (mantissa >>> shift) & 1;
        return (mantissa + (1 << (shift - 1)) - 1 + even) >>> shift;
    }

    /** The float of a half. */
    static int ofHalf(int half) {
        int sign = (half & 0x8000) << SIGN_TO_HALF;
        int exponent = half & 0x7c00;
        int mantissa = half & 0x3ff;
        if (exponent == 0x7c00) {
            return sign | INFINITE | (mantissa << MANTISSA_TO_HALF);
        }
        if (exponent != 0) {
            return sign | (((half & 0x7fff) << MANTISSA_TO_HALF) + BIAS);
        }
        return sign | Float.floatToRawIntBits(mantissa * 0x1p-24f);
    }

    /** A BF16 of a float; NaN becomes quiet. */
    static short brain(int bits) {
        if ((bits & 0x7fff_ffff) > INFINITE) {
            return (short) ((bits >>> 16) | 64);
        }
        return (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
    }
}
