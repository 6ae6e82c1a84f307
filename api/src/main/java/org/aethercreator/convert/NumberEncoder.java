package org.aethercreator.convert;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.aethercreator.gguf.GgmlType;

/** Writes floats, given as bits, as the types that the converter makes. */
final class NumberEncoder {
    private static final int Q8_BLOCK = 32;
    private static final int Q8_BYTES = 34;

    private short[] shorts = new short[0];
    private byte[] bytes = new byte[0];

    /** Encodes {@code count} numbers into {@code target}, which is little-endian, and sets its limit behind them. */
    void encode(GgmlType type, int[] bits, int count, ByteBuffer target) {
        target.clear();
        switch (type) {
            case F32 -> target.asIntBuffer().put(bits, 0, count);
            case F16 -> {
                growShorts(count);
                for (int i = 0; i < count; i++) {
                    shorts[i] = HalfFloats.half(bits[i]);
                }
                target.asShortBuffer().put(shorts, 0, count);
            }
            case BF16 -> {
                growShorts(count);
                for (int i = 0; i < count; i++) {
                    shorts[i] = HalfFloats.brain(bits[i]);
                }
                target.asShortBuffer().put(shorts, 0, count);
            }
            case Q8_0 -> encodeQ8(bits, count, target);
            default -> throw new IllegalStateException("the converter makes no " + type);
        }
        target.limit((int) type.rowBytes(count));
    }

    private void encodeQ8(int[] bits, int count, ByteBuffer target) {
        int size = count / Q8_BLOCK * Q8_BYTES;
        if (bytes.length < size) {
            bytes = new byte[size];
        }
        for (int from = 0, to = 0; from < count; from += Q8_BLOCK, to += Q8_BYTES) {
            encodeQ8Block(bits, from, bytes, to);
        }
        target.put(0, bytes, 0, size);
    }

    /** Source: {@code Q8_0.quantize_blocks} of llama.cpp's {@code gguf-py/gguf/quants.py}. */
    private static void encodeQ8Block(int[] bits, int from, byte[] target, int to) {
        int largest = 0;
        for (int i = from; i < from + Q8_BLOCK; i++) {
            largest = Math.max(largest, bits[i] & 0x7fff_ffff); // NaN is the largest
        }
        float scale = Float.intBitsToFloat(largest) / 127;
        short half = HalfFloats.half(Float.floatToIntBits(scale)); // one NaN for all
        target[to] = (byte) half;
        target[to + 1] = (byte) (half >> 8);
        float inverse = scale == 0 ? 0 : 1 / scale;
        if (!Float.isFinite(inverse)) {
            Arrays.fill(target, to + 2, to + Q8_BYTES, (byte) 0);
            return;
        }
        for (int i = 0; i < Q8_BLOCK; i++) {
            float number = Float.intBitsToFloat(bits[from + i]) * inverse;
            float magnitude = Math.abs(number);
            int whole = (int) magnitude;
            int rounded = whole + (int) (2 * (magnitude - whole)); // half away from zero
            target[to + 2 + i] = (byte) (number < 0 ? -rounded : rounded);
        }
    }

    private void growShorts(int count) {
        if (shorts.length < count) {
            shorts = new short[count];
        }
    }
}
