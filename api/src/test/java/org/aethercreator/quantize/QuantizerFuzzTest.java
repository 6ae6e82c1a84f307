package org.aethercreator.quantize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.gguf.GgufFormatException;
import org.aethercreator.gguf.GgufMutator;
import org.aethercreator.llamacpp.LlamaCpp;
import org.aethercreator.llamacpp.LlamaCppException;
import org.aethercreator.llamacpp.LlamaEncoder;
import org.aethercreator.progress.Progress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the bytes of a model: it is quantized, or refused with an error that says why and leaves nothing. */
class QuantizerFuzzTest {
    private static final long SEED = 20261124;

    @TempDir
    Path folder;

    @Test
    void damagedModelsAreQuantizedOrRefused() throws Exception {
        quantizeDamaged(30);
    }

    @Test
    @Tag("full")
    void manyDamagedModelsAreQuantizedOrRefused() throws Exception {
        quantizeDamaged(200);
    }

    private void quantizeDamaged(int count) throws Exception {
        Path model = new RandomModel("llama", 2, 256, 8, 4, 0, false, false).write(folder.resolve("sample.gguf"));
        byte[] sample = Files.readAllBytes(model);
        int headerBytes;
        try (GgufFile file = GgufFile.open(model)) {
            headerBytes = (int) file.tensors().get(0).offset();
        }
        Path output = Files.createDirectory(folder.resolve("output"));
        Random random = new Random(SEED);
        int refused = 0;
        try (LlamaEncoder encoder = LlamaCpp.bundled().encoder()) {
            for (int i = 0; i < count; i++) {
                Path damaged = folder.resolve("damaged-" + i + ".gguf");
                Files.write(damaged, damage(sample, headerBytes, random));
                refused += quantizes(encoder, damaged, output) ? 0 : 1;
                Files.delete(damaged);
            }
            assertThat(quantizes(encoder, model, output))
                    .as("the same worker still works")
                    .isTrue();
        }
        assertThat(refused).isBetween(count / 3, count * 95 / 100);
    }

    /** Every third time in the data as well, where half-precision numbers become infinite or NaN. */
    private static byte[] damage(byte[] sample, int headerBytes, Random random) {
        if (random.nextInt(3) > 0) {
            return GgufMutator.mutate(sample, headerBytes, random);
        }
        byte[] damaged = sample.clone();
        for (int i = headerBytes; i < damaged.length; i += 1 + random.nextInt(500)) {
            damaged[i] = (byte) random.nextInt(256);
        }
        return damaged;
    }

    private static boolean quantizes(LlamaEncoder encoder, Path model, Path output) throws Exception {
        try {
            quantizer(encoder)
                    .quantize(
                            QuantizeRequest.of(model, QuantizationType.Q4_K_M, QuantizationType.Q8_0)
                                    .withFolder(output),
                            Progress.none());
            return true;
        } catch (GgufFormatException | IllegalArgumentException | IOException | LlamaCppException e) {
            assertThat(e).hasMessageContaining(" ");
            assertThat(output).isEmptyDirectory();
            return false;
        } finally {
            try (Stream<Path> files = Files.list(output)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static Quantizer quantizer(LlamaEncoder encoder) {
        return new Quantizer(() -> new Quantizer.Build(MixtureTable.forRelease("b4916"), encoder::encode));
    }
}
