package org.aethercreator.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FiniteFloatsTest {
    @ParameterizedTest
    @ValueSource(ints = {0x7f80_0000, 0xff80_0000, 0x7f80_0001, 0x7fc0_0000, 0xffff_ffff, 0x7fbf_ffff})
    void oneBadNumberIsSeenAtEveryPlace(int bits) {
        for (int length = 1; length <= 5; length++) {
            for (int place = 0; place < length; place++) {
                ByteBuffer floats = numbers(length, 0xff7f_ffff);
                floats.putInt(place * Float.BYTES, bits);
                assertThat(FiniteFloats.areAll(floats))
                        .as("%d of %d", place, length)
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 0x8000_0000, 1, 0x7f7f_ffff, 0xff7f_ffff, 0x3f80_0000, 0x007f_ffff, 0xbfff_ffff})
    void finiteNumbersAreFineHoweverLargeOrSmall(int bits) {
        for (int length = 0; length <= 5; length++) {
            assertThat(FiniteFloats.areAll(numbers(length, bits))).isTrue();
        }
    }

    @Test
    void bytesOutsideThePositionAndTheLimitDoNotCount() {
        ByteBuffer floats = numbers(4, 0x7fc0_0000);
        floats.putFloat(4, 1).putFloat(8, 2).position(4).limit(12);
        assertThat(FiniteFloats.areAll(floats)).isTrue();
        assertThat(floats.position()).isEqualTo(4);
    }

    private static ByteBuffer numbers(int length, int bits) {
        ByteBuffer floats = ByteBuffer.allocateDirect(length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < length; i++) {
            floats.putInt(i * Float.BYTES, bits);
        }
        return floats;
    }
}
