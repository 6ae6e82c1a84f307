package org.aethercreator.safetensors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the bytes: a file is read, or refused with a format error. */
class SafetensorsFuzzTest {
    private static final int FILES = 10_000;
    private static final long SEED = 20261124;

    /** Numbers at which readers break. */
    private static final String[] NASTY = {
        "0", "-1", "1e3", "4294967296", "9223372036854775807", "9223372036854775808", "1.5", "null", "[]", "{}", "\"\""
    };

    @TempDir
    Path folder;

    @Test
    void mutatedFilesAreReadOrRefused() throws Exception {
        byte[] sample = Files.readAllBytes(SampleSafetensors.write(folder.resolve("sample.safetensors")));
        int headerBytes = 8 + (sample[0] & 0xFF) + 256 * sample[1];
        Path path = folder.resolve("mutated.safetensors");
        Random random = new Random(SEED);
        int refused = 0;
        for (int i = 0; i < FILES; i++) {
            Files.deleteIfExists(path);
            Files.write(path, mutate(sample, headerBytes, random));
            refused += readOrRefuse(path) ? 0 : 1;
        }
        assertThat(refused).isBetween(FILES / 3, FILES * 99 / 100);
    }

    private static byte[] mutate(byte[] sample, int headerBytes, Random random) {
        byte[] bytes = sample.clone();
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            int at = random.nextInt(10) == 0 ? random.nextInt(8) : 8 + random.nextInt(headerBytes - 8);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) "\"{}[],:0129-. \\nut\0".charAt(random.nextInt(18));
                case 2 -> {
                    byte[] nasty =
                            NASTY[random.nextInt(NASTY.length)].getBytes(java.nio.charset.StandardCharsets.UTF_8);
                    System.arraycopy(nasty, 0, bytes, at, Math.min(nasty.length, bytes.length - at));
                }
                case 3 -> {
                    int from = 8 + random.nextInt(headerBytes - 8);
                    System.arraycopy(sample, from, bytes, at, Math.min(40, headerBytes - Math.max(from, at)));
                }
                default -> bytes = Arrays.copyOf(bytes, random.nextInt(10) == 0 ? at : bytes.length);
            }
            if (bytes.length <= headerBytes) {
                break;
            }
        }
        return bytes;
    }

    /** Reads all there is; any exception but a format error fails the test. */
    private static boolean readOrRefuse(Path path) throws IOException {
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            for (SafetensorsTensor tensor : file.tensors()) {
                assertThat(file.map(tensor, 0, tensor.sizeBytes()).remaining()).isEqualTo((int) tensor.sizeBytes());
            }
            return true;
        } catch (SafetensorsFormatException e) {
            assertThat(e.path()).isEqualTo(path);
            assertThat(e.offset()).isBetween(0L, Files.size(path));
            return false;
        }
    }
}
