package org.aethercreator.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the bytes: a file is read, or refused with a format error. */
class GgufFuzzTest {
    private static final int FILES = 10_000;
    private static final long SEED = 20261124;

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
            byte[] mutated = GgufMutator.mutate(sample, headerBytes, random);
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
}
