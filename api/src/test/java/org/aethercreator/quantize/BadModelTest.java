package org.aethercreator.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.gguf.GgufFormatException;
import org.aethercreator.gguf.GgufType;
import org.aethercreator.gguf.GgufValue;
import org.aethercreator.gguf.GgufWriter;
import org.aethercreator.gguf.ToyModel;
import org.aethercreator.llamacpp.Generation;
import org.aethercreator.llamacpp.GenerationOptions;
import org.aethercreator.llamacpp.LlamaCpp;
import org.aethercreator.llamacpp.LlamaCppException;
import org.aethercreator.llamacpp.LlamaModel;
import org.aethercreator.llamacpp.LoadOptions;
import org.aethercreator.llamacpp.Workers;
import org.aethercreator.progress.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that is no model, or no good one, given to both doors: it is refused in words, and nothing is left. */
@Timeout(120)
class BadModelTest {
    @TempDir
    Path folder;

    private Path model;
    private Path results;
    private byte[] good;
    private int dataStart;

    @BeforeEach
    void writeModel() throws Exception {
        results = Files.createDirectory(folder.resolve("results"));
        model = ToyModel.small().write(folder.resolve("toy-F16.gguf"));
        good = Files.readAllBytes(model);
        try (GgufFile file = GgufFile.open(model)) {
            dataStart = (int) file.tensors().get(0).offset();
        }
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        assertThat(results).isEmptyDirectory();
        assertThat(Workers.ofThisProcess()).isEmpty();
        assertThat(Workers.folders()).isEmpty();
    }

    @Test
    void anEmptyFileIsRefused() throws Exception {
        write(new byte[0]);
        assertRefused("the file is empty; download or copy the model again (at byte 0)");
    }

    @Test
    void aBigEndianFileIsRefused() throws Exception {
        write(put(4, ByteBuffer.allocate(4).putInt(3)));
        assertRefused("this is a big-endian GGUF file, and only little-endian ones can be read; convert it with"
                + " llama.cpp's gguf_convert_endian.py, or download the usual variant (at byte 4)");
    }

    @Test
    void aFolderIsRefused() {
        for (Door door : Door.values()) {
            assertThatThrownBy(() -> door.take(folder, results))
                    .isInstanceOf(FileSystemException.class)
                    .hasMessage(
                            folder + ": this is a folder, not a GGUF file; name a file in it, such as toy-F16.gguf");
        }
    }

    /** In the magic, the counts, the metadata, the tensors' descriptions, and the data. */
    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 1.5, 2, 2.5, 3, 3.5, 3.999})
    void aTruncatedFileIsRefused(double section) throws Exception {
        int tensorsStart = indexOf("token_embd.weight") - Long.BYTES;
        int[] ends = {0, 24, tensorsStart, dataStart, good.length};
        int whole = (int) section;
        int length = (int) (ends[whole] + (section - whole) * (ends[whole + 1] - ends[whole]));
        write(Arrays.copyOf(good, length));
        for (Door door : Door.values()) {
            assertThatThrownBy(() -> door.take(model, results)).isInstanceOf(GgufFormatException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"8", "16", "24"})
    void hugeCountsAndLengthsAreRefused(int position) throws Exception {
        for (long huge : new long[] {-1, Long.MAX_VALUE, 1L << 40, 1 << 30}) {
            write(put(position, little(8).putLong(huge)));
            for (Door door : Door.values()) {
                assertThatThrownBy(() -> door.take(model, results)).isInstanceOf(GgufFormatException.class);
            }
        }
    }

    @Test
    void anAdapterIsNoModel() throws Exception {
        rewrite("general.type", GgufValue.string("adapter"));
        assertThatThrownBy(() -> Door.LOAD.take(model, results))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(model + " is a LoRA adapter, which is no model by itself; load the model that it belongs"
                        + " to");
        assertThatThrownBy(() -> Door.QUANTIZE.take(model, results))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        model + " is a LoRA adapter, which is used unquantized; quantize the model that it belongs to");
    }

    @Test
    void aTensorOfAnotherShapeIsNamedWhenLoaded() throws Exception {
        int shape = indexOf("blk.0.ffn_up.weight") + "blk.0.ffn_up.weight".length() + Integer.BYTES;
        write(put(shape, little(16).putLong(512).putLong(256)));
        assertThatThrownBy(() -> Door.LOAD.take(model, results))
                .isInstanceOf(LlamaCppException.class)
                .hasMessageContaining("tensor 'blk.0.ffn_up.weight' has wrong shape");
    }

    @Test
    void metadataThatContradictTheTensorsAreToldWhenLoaded() throws Exception {
        rewrite("llama.block_count", GgufValue.uint32(3));
        assertThatThrownBy(() -> Door.LOAD.take(model, results))
                .isInstanceOf(LlamaCppException.class)
                .hasMessageContaining("blk.2.attn_norm.weight");
    }

    @ParameterizedTest
    @CsvSource({"llama.attention.head_count, 0", "llama.block_count, 4294967295", "llama.embedding_length, 0"})
    void impossibleMetadataEndNoMoreThanTheWorker(String key, long value) throws Exception {
        rewrite(key, GgufValue.integer(GgufType.UINT32, value));
        assertThatThrownBy(() -> Door.LOAD.take(model, results)).isInstanceOf(LlamaCppException.class);
    }

    @Test
    void garbageInTheDataIsNoticedWhenQuantized() throws Exception {
        byte[] garbage = new byte[good.length - dataStart];
        new Random(3).nextBytes(garbage);
        write(put(dataStart, ByteBuffer.wrap(garbage).position(garbage.length)));
        assertThatThrownBy(() -> Door.QUANTIZE.take(model, results))
                .isInstanceOf(LlamaCppException.class)
                .hasMessageMatching(
                        "Tensor \\S+ of " + model + " holds numbers that Q\\d_K cannot store \\(NaN, infinite"
                                + " or too large\\) in rows \\d+ to \\d+; the file is damaged or its model diverged: get or make it"
                                + " again\\.");
        // Loading does not look at every number: what comes out is nonsense, but it comes out.
        Door.LOAD.take(model, results);
    }

    /** What can be done with a model. */
    enum Door {
        LOAD {
            @Override
            void take(Path model, Path results) throws Exception {
                try (LlamaModel loaded = LlamaCpp.bundled().load(model, SMALL, Progress.none())) {
                    Generation generation =
                            loaded.generate("Once", GenerationOptions.greedy().withMaxTokens(4), text -> {});
                    assertThat(generation.generatedTokens()).isBetween(1, 4);
                }
            }
        },
        QUANTIZE {
            @Override
            void take(Path model, Path results) throws Exception {
                Quantizer.bundled()
                        .quantize(
                                QuantizeRequest.of(model, QuantizationType.Q4_K_M)
                                        .withFolder(results),
                                Progress.none());
            }
        };

        private static final LoadOptions SMALL =
                LoadOptions.standard().withContextTokens(64).withThreads(2);

        abstract void take(Path model, Path results) throws Exception;
    }

    private void assertRefused(String why) {
        for (Door door : Door.values()) {
            assertThatThrownBy(() -> door.take(model, results))
                    .isInstanceOf(GgufFormatException.class)
                    .hasMessage(model + ": " + why);
        }
    }

    private void rewrite(String key, GgufValue value) throws Exception {
        Path changed = folder.resolve("changed.gguf");
        try (GgufFile file = GgufFile.open(model)) {
            GgufWriter.copyOf(file).set(key, value).write(changed, Progress.none());
        }
        model = changed;
    }

    private void write(byte[] content) throws Exception {
        Files.delete(model);
        Files.write(model, content);
    }

    /** The model with some bytes replaced by those before the buffer's position. */
    private byte[] put(int position, ByteBuffer replacement) {
        byte[] bytes = good.clone();
        replacement.flip().get(bytes, position, replacement.limit());
        return bytes;
    }

    private int indexOf(String text) {
        byte[] sought = text.getBytes(StandardCharsets.UTF_8);
        return Stream.iterate(0, i -> i + 1)
                .filter(i -> Arrays.equals(good, i, i + sought.length, sought, 0, sought.length))
                .findFirst()
                .orElseThrow();
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
