package org.aethercreator.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class HalfFloatsTest {
    @Test
    void everyHalfSurvivesTheWayThroughFloat() {
        for (int half = 0; half < 1 << 16; half++) {
            assertThat(HalfFloats.half(HalfFloats.ofHalf(half)) & 0xffff).isEqualTo(half);
        }
    }

    @Test
    void everyBrainFloatButQuietedNanSurvives() {
        for (int brain = 0; brain < 1 << 16; brain++) {
            boolean isNan = (brain & 0x7fff) > 0x7f80;
            assertThat(HalfFloats.brain(brain << 16) & 0xffff).isEqualTo(isNan ? brain | 64 : brain);
        }
    }

    @Test
    void halvesAreTheNearestAndTiesGoToEven() {
        Random random = new Random(1);
        for (int i = 0; i < 200_000; i++) {
            float value = Float.intBitsToFloat(random.nextInt());
            if (Math.abs(value) < 65504) {
                assertNearestHalf(value);
                assertNearestHalf((float) (random.nextGaussian() * 0x1p-14));
                assertNearestHalf((float) (random.nextInt(1 << 13) * 0x1p-25)); // subnormal halves and their ties
            }
        }
    }

    private static void assertNearestHalf(float value) {
        int half = HalfFloats.half(Float.floatToRawIntBits(value)) & 0xffff;
        double error = Math.abs(value - number(half));
        for (int neighbour : new int[] {half - 1, half + 1}) {
            if ((neighbour & 0x7fff) < 0x7c00 && (neighbour & 0x8000) == (half & 0x8000)) {
                double other = Math.abs(value - number(neighbour));
                assertThat(error).as("%s as %x", value, half).isLessThanOrEqualTo(other);
                assertThat(error == other && half % 2 == 1)
                        .as("tie of %s goes to %x", value, half)
                        .isFalse();
            }
        }
    }

    private static double number(int half) {
        return Float.intBitsToFloat(HalfFloats.ofHalf(half));
    }

    @Test
    void whatIsTooLargeBecomesInfinite() {
        assertThat(HalfFloats.half(Float.floatToRawIntBits(65519.996f))).isEqualTo((short) 0x7bff);
        assertThat(HalfFloats.half(Float.floatToRawIntBits(65520f))).isEqualTo((short) 0x7c00);
        assertThat(HalfFloats.half(Float.floatToRawIntBits(-1e30f))).isEqualTo((short) 0xfc00);
        assertThat(HalfFloats.half(Float.floatToRawIntBits(1e-30f))).isZero();
        assertThat(HalfFloats.half(0x7f80_0001)).as("NaN stays NaN").isEqualTo((short) 0x7c01);
        assertThat(HalfFloats.brain(Float.floatToRawIntBits(Float.MAX_VALUE))).isEqualTo((short) 0x7f80);
    }
}
