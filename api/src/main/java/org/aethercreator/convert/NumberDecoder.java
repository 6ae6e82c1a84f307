package org.aethercreator.convert;

import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.aethercreator.safetensors.SafetensorsType;

/** Reads stored numbers as the bits of floats. */
final class NumberDecoder {
    private static final Set<SafetensorsType> KNOWN = EnumSet.of(
            SafetensorsType.F64,
            SafetensorsType.F32,
            SafetensorsType.F16,
            SafetensorsType.BF16,
            SafetensorsType.I64,
            SafetensorsType.I32,
            SafetensorsType.I16,
            SafetensorsType.I8,
            SafetensorsType.U8,
            SafetensorsType.BOOL,
            SafetensorsType.F8_E4M3,
            SafetensorsType.F8_E5M2);

    private static final int[] HALVES = table(1 << 16, HalfFloats::ofHalf);
    private static final int[] E5M2 = table(1 << 8, bits -> HalfFloats.ofHalf(bits << 8));
    private static final int[] E4M3 = table(1 << 8, NumberDecoder::ofE4m3);

    private short[] shorts = new short[0];
    private byte[] bytes = new byte[0];

    static boolean knows(SafetensorsType type) {
        return KNOWN.contains(type);
    }

    /** Decodes {@code count} numbers from the beginning of {@code stored}, which is little-endian. */
    void decode(SafetensorsType type, ByteBuffer stored, int[] bits, int count) {
        switch (type) {
            case F32 -> stored.asIntBuffer().get(bits, 0, count);
            case BF16 -> {
                readShorts(stored, count);
                for (int i = 0; i < count; i++) {
                    bits[i] = shorts[i] << 16;
                }
            }
            case F16 -> {
                readShorts(stored, count);
                for (int i = 0; i < count; i++) {
                    bits[i] = HALVES[shorts[i] & 0xffff];
                }
            }
            case F8_E4M3 -> look(E4M3, stored, bits, count);
            case F8_E5M2 -> look(E5M2, stored, bits, count);
            default -> decodeRare(type, stored, bits, count);
        }
    }

    private static void decodeRare(SafetensorsType type, ByteBuffer stored, int[] bits, int count) {
        for (int i = 0; i < count; i++) {
            float number =
                    switch (type) {
                        case F64 -> (float) stored.getDouble(8 * i);
                        case I64 -> stored.getLong(8 * i);
                        case I32 -> stored.getInt(4 * i);
                        case I16 -> stored.getShort(2 * i);
                        case I8 -> stored.get(i);
                        case U8 -> stored.get(i) & 0xff;
                        case BOOL -> stored.get(i) != 0 ? 1 : 0;
                        default -> throw new IllegalStateException("numbers of type " + type + " are not decoded");
                    };
            bits[i] = Float.floatToRawIntBits(number);
        }
    }

    private void readShorts(ByteBuffer stored, int count) {
        if (shorts.length < count) {
            shorts = new short[count];
        }
        stored.asShortBuffer().get(shorts, 0, count);
    }

    private void look(int[] table, ByteBuffer stored, int[] bits, int count) {
        if (bytes.length < count) {
            bytes = new byte[count];
        }
        stored.get(0, bytes, 0, count);
        for (int i = 0; i < count; i++) {
            bits[i] = table[bytes[i] & 0xff];
        }
    }

    /** Four bits of exponent, three of mantissa, no infinity: {@code float8_e4m3fn} of PyTorch. */
    private static int ofE4m3(int bits) {
        int sign = (bits & 0x80) << 24;
        int magnitude = bits & 0x7f;
        if (magnitude == 0x7f) {
            return sign | 0x7fc0_0000;
        }
        int exponent = magnitude >>> 3;
        int mantissa = magnitude & 7;
        float value = exponent == 0 ? mantissa * 0x1p-9f : (8 + mantissa) * Math.scalb(1f, exponent - 10);
        return sign | Float.floatToRawIntBits(value);
    }

    private static int[] table(int size, IntUnaryOperator number) {
        return IntStream.range(0, size).map(number).toArray();
    }
}
