package org.aethercreator.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the bytes: a file is read, or refused with a format error. */
class GgufFuzzTest {
    private static final int FILES = 10_000;
    private static final long SEED = 20261124;

    /** Numbers at which readers break: off by one, signs, and products that overflow. */
    private static final long[] NASTY = {
        0,
        1,
        2,
        31,
        32,
        33,
        255,
        256,
        65_535,
        65_536,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        1L << 32,
        1L << 61,
        (1L << 62) + 1,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        -1,
        -32
    };

    @TempDir
    Path folder;

    @Test
    void mutatedFilesAreReadOrRefused() throws Exception {
        byte[] sample = Files.readAllBytes(SampleGguf.write(folder.resolve("sample.gguf")));
        int headerBytes;
        try (GgufFile file = GgufFile.open(folder.resolve("sample.gguf"))) {
            headerBytes = (int) file.tensors().get(0).offset();
        }
        Path path = folder.resolve("mutated.gguf");
        Random random = new Random(SEED);
        int refused = 0;
        for (int i = 0; i < FILES; i++) {
            byte[] mutated = mutate(sample, headerBytes, random);
            // Cutting an existing file to length 0 makes ext4 wait for the disk; a new file does not.
            Files.deleteIfExists(path);
            Files.write(path, mutated);
            refused += readOrRefuse(path) ? 0 : 1;
        }
        // Neither "everything is refused" nor "nothing is checked" would be a test.
        assertThat(refused).isBetween(FILES / 3, FILES * 95 / 100);
    }

    /** Reads all there is; any exception but a format error fails the test. */
    private static boolean readOrRefuse(Path path) throws Exception {
        try (GgufFile file = GgufFile.open(path)) {
            long characters = 0;
            for (String key : file.metadata().keys()) {
                characters +=
                        file.metadata().value(key).orElseThrow().toString().length();
            }
            for (GgufTensor tensor : file.tensors()) {
                file.map(tensor, 0, tensor.sizeBytes());
            }
            return characters >= 0 && file.model().weightBytes() >= 0;
        } catch (GgufFormatException e) {
            assertThat(e.path()).isEqualTo(path);
            assertThat(e.offset()).isBetween(0L, Files.size(path));
            return false;
        }
    }

    private static byte[] mutate(byte[] sample, int headerBytes, Random random) {
        byte[] bytes = sample.clone();
        int mutations = 1 + random.nextInt(3);
        for (int i = 0; i < mutations; i++) {
            int at = 4 + random.nextInt(headerBytes - 12);
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 -> put(bytes, at, NASTY[random.nextInt(NASTY.length)], 8);
                case 3 -> put(bytes, at, NASTY[random.nextInt(NASTY.length)], 4);
                case 4 ->
                    System.arraycopy(
                            sample, 4 + random.nextInt(headerBytes - 68), bytes, at, Math.min(64, headerBytes - at));
                default -> bytes = Arrays.copyOf(bytes, random.nextInt(10) == 0 ? at : bytes.length);
            }
            if (bytes.length <= headerBytes) {
                break;
            }
        }
        return bytes;
    }

    private static void put(byte[] bytes, int at, long value, int count) {
        for (int i = 0; i < count; i++) {
            bytes[at + i] = (byte) (value >>> (8 * i));
        }
    }
}
