package org.aethercreator.convert.numbers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.aethercreator.HuggingFaceReferee;
import org.aethercreator.gguf.GgmlType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Floats of every kind, among them all exponents, infinities and NaN, encoded as llama.cpp's gguf package does. */
@Tag("referee")
class NumberRefereeTest {
    private static final int BLOCKS = 40_000;

    @TempDir
    Path folder;

    @Test
    void everyFloatIsEncodedAsByThePythonPackage() throws Exception {
        int[] bits = bits(new Random(5));
        ByteBuffer floats = ByteBuffer.allocate(4 * bits.length).order(ByteOrder.LITTLE_ENDIAN);
        floats.asIntBuffer().put(bits);
        Path file = Files.write(folder.resolve("floats"), floats.array());
        HuggingFaceReferee.prepare().run("number_types.py", file.toString(), folder.toString());
        for (GgmlType type : new GgmlType[] {GgmlType.F16, GgmlType.BF16, GgmlType.Q8_0}) {
            ByteBuffer encoded =
                    ByteBuffer.allocate((int) type.rowBytes(bits.length)).order(ByteOrder.LITTLE_ENDIAN);
            new NumberEncoder().encode(type, bits, bits.length, encoded);
            ByteBuffer expected = ByteBuffer.wrap(Files.readAllBytes(folder.resolve(type.name())))
                    .order(ByteOrder.LITTLE_ENDIAN);
            if (type == GgmlType.Q8_0) {
                alignNotNumbers(encoded, expected);
            }
            assertThat(encoded.mismatch(expected)).as(type.name()).isEqualTo(-1);
        }
    }

    /** Which of many NaN becomes a block's scale depends on the vectors of the machine that numpy runs on. */
    private static void alignNotNumbers(ByteBuffer encoded, ByteBuffer expected) {
        for (int block = 0; block < BLOCKS; block++) {
            if ((expected.getShort(34 * block) & 0x7fff) > 0x7c00) {
                assertThat(encoded.getShort(34 * block)).isEqualTo((short) 0x7e00);
                encoded.putShort(34 * block, expected.getShort(34 * block));
            }
        }
    }

    /** Blocks of usual weights, of one magnitude, and of arbitrary bits. */
    private static int[] bits(Random random) {
        int[] bits = new int[32 * BLOCKS];
        for (int block = 0; block < BLOCKS; block++) {
            double scale = Math.pow(2, random.nextInt(60) - 40);
            for (int i = 32 * block; i < 32 * block + 32; i++) {
                bits[i] = switch (block % 4) {
                    case 0 -> Float.floatToRawIntBits((float) (0.02 * random.nextGaussian()));
                    case 1 -> Float.floatToRawIntBits((float) (scale * random.nextGaussian()));
                    case 2 -> Float.floatToRawIntBits((random.nextInt(255) - 127) * 0.5f); // ties
                    default -> random.nextInt();
                };
            }
        }
        return bits;
    }
}
