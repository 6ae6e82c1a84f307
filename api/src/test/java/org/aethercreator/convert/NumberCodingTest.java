package org.aethercreator.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.aethercreator.gguf.GgmlType;
import org.aethercreator.safetensors.SafetensorsType;
import org.junit.jupiter.api.Test;

class NumberCodingTest {
    @Test
    void integersTruthsAndDoublesBecomeFloats() {
        assertThat(decode(SafetensorsType.I64, little(8).putLong(-(1L << 40)))).isEqualTo(-0x1p40f);
        assertThat(decode(SafetensorsType.I32, little(4).putInt(16_777_217))).isEqualTo(16_777_216f);
        assertThat(decode(SafetensorsType.I16, little(2).putShort((short) -7))).isEqualTo(-7);
        assertThat(decode(SafetensorsType.I8, little(1).put((byte) -8))).isEqualTo(-8);
        assertThat(decode(SafetensorsType.U8, little(1).put((byte) 200))).isEqualTo(200);
        assertThat(decode(SafetensorsType.BOOL, little(1).put((byte) 1))).isEqualTo(1);
        assertThat(decode(SafetensorsType.F64, little(8).putDouble(0.1))).isEqualTo(0.1f);
    }

    @Test
    void eightBitFloatsAreThoseOfPyTorch() {
        assertThat(decode(SafetensorsType.F8_E4M3, little(1).put((byte) 0x7e))).isEqualTo(448);
        assertThat(decode(SafetensorsType.F8_E4M3, little(1).put((byte) 0x81))).isEqualTo(-0x1p-9f);
        assertThat(decode(SafetensorsType.F8_E4M3, little(1).put((byte) 0x38))).isEqualTo(1);
        assertThat(decode(SafetensorsType.F8_E4M3, little(1).put((byte) 0x7f))).isNaN();
        assertThat(decode(SafetensorsType.F8_E5M2, little(1).put((byte) 0x3c))).isEqualTo(1);
        assertThat(decode(SafetensorsType.F8_E5M2, little(1).put((byte) 0xfc))).isEqualTo(Float.NEGATIVE_INFINITY);
    }

    @Test
    void blockOfQ8RoundsHalvesAwayFromZero() {
        float[] numbers = new float[32];
        numbers[0] = 127;
        numbers[1] = 2.5f;
        numbers[2] = -2.5f;
        numbers[3] = -0.4f;
        ByteBuffer block = encodeQ8(numbers);
        assertThat(block.getShort(0)).as("a scale of 1").isEqualTo((short) 0x3c00);
        assertThat(block.slice(2, 5)).isEqualTo(ByteBuffer.wrap(new byte[] {127, 3, -3, 0, 0}));
    }

    @Test
    void blockOfQ8WithoutOrdinaryNumbersIsZero() {
        assertThat(encodeQ8(new float[32])).isEqualTo(ByteBuffer.allocate(34));
        float[] broken = new float[32];
        broken[3] = Float.NaN;
        broken[4] = 5;
        ByteBuffer block = encodeQ8(broken);
        assertThat(block.getShort(0) & 0x7c00).as("the scale is NaN").isEqualTo(0x7c00);
        assertThat(block.slice(2, 32)).isEqualTo(ByteBuffer.allocate(32));
        float[] tiny = new float[32];
        tiny[0] = Float.MIN_VALUE; // the inverse of its scale is infinite
        assertThat(encodeQ8(tiny)).isEqualTo(ByteBuffer.allocate(34));
    }

    @Test
    void unusualNumbersAreCountedByKind() {
        int[] bits = bits(1, Float.NaN, Float.POSITIVE_INFINITY, 70_000, -70_000, 65_519, 1e-30f);
        assertThat(UnusualNumbers.of(bits, bits.length, GgmlType.F16)).isEqualTo(new UnusualNumbers(1, 1, 2));
        assertThat(UnusualNumbers.of(bits, bits.length, GgmlType.BF16)).isEqualTo(new UnusualNumbers(1, 1, 0));
        assertThat(UnusualNumbers.of(bits, bits.length, GgmlType.F32)).isEqualTo(new UnusualNumbers(1, 1, 0));
        int[] large = bits(8_000_000, 8_400_000);
        assertThat(UnusualNumbers.of(large, 2, GgmlType.Q8_0)).isEqualTo(new UnusualNumbers(0, 0, 1));
    }

    private static ByteBuffer encodeQ8(float... numbers) {
        ByteBuffer target = little(34);
        new NumberEncoder().encode(GgmlType.Q8_0, bits(numbers), 32, target);
        return target;
    }

    private static int[] bits(float... numbers) {
        int[] bits = new int[numbers.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(numbers[i]);
        }
        return bits;
    }

    private static float decode(SafetensorsType type, ByteBuffer stored) {
        int[] bits = new int[1];
        new NumberDecoder().decode(type, stored.flip(), bits, 1);
        return Float.intBitsToFloat(bits[0]);
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
