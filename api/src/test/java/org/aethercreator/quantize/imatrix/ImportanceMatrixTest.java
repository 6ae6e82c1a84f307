package org.aethercreator.quantize.imatrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.aethercreator.gguf.GgmlType;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.gguf.GgufFormatException;
import org.aethercreator.gguf.GgufTensor;
import org.aethercreator.gguf.GgufValue;
import org.aethercreator.gguf.GgufWriter;
import org.aethercreator.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportanceMatrixTest {
    @TempDir
    Path folder;

    @Test
    void legacyValuesAreDividedByTheirChunksAsLlamaQuantizeDoes() throws Exception {
        Path file = folder.resolve("imatrix.dat");
        Files.write(file, legacy("blk.0.attn_q.weight", 3, 0.7f, 2.1f, 1e-20f));

        ImportanceMatrix matrix = ImportanceMatrix.read(file);

        assertThat(matrix.tensor("blk.0.attn_q.weight").orElseThrow().meanSquares())
                .containsExactly(0.7f / 3, 2.1f / 3, 1e-20f / 3);
        assertThat(matrix.chunkCount()).isEqualTo(7);
        assertThat(matrix.datasets()).containsExactly("text.txt");
    }

    @Test
    void legacyFileIsRewrittenByteForByte() throws Exception {
        Path file = folder.resolve("imatrix.dat");
        Random random = new Random(1);
        float[] values = new float[5000];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.exp(20 * random.nextGaussian());
        }
        Files.write(file, legacy("blk.0.ffn_down.weight", 7, values));
        Path copy = folder.resolve("copy.DAT");

        ImportanceMatrix.read(file).write(copy);

        assertThat(copy).hasSameBinaryContentAs(file);
    }

    @Test
    void ggufKeepsEverything() throws Exception {
        ImportanceMatrix matrix = sample();
        Path file = folder.resolve("imatrix.gguf");

        matrix.write(file);

        ImportanceMatrix copy = ImportanceMatrix.read(file);
        assertThat(copy.tensors()).isEqualTo(matrix.tensors());
        assertThat(copy.datasets()).isEqualTo(matrix.datasets());
        assertThat(copy.chunkCount()).isEqualTo(9);
        assertThat(copy.chunkTokens()).isEqualTo(256);
        assertThat(copy.tokens()).isEqualTo(9 * 256);
        assertThat(copy.origin()).isEqualTo(matrix.origin());
    }

    @Test
    void fileIsToldByWhatItHoldsNotByItsName() throws Exception {
        Path file = folder.resolve("imatrix.dat");

        sample().write(file, ImatrixFormat.GGUF);

        assertThat(ImportanceMatrix.read(file).tensors()).isEqualTo(sample().tensors());
    }

    @Test
    void expertWithoutTokensWeighsAllItsColumnsAlike() throws Exception {
        TensorImportance experts = sample().tensor("blk.1.ffn_up_exps.weight").orElseThrow();
        assertThat(experts.meanSquares()).containsExactly(2, 3, 1, 1, 0.5f, 0);
        assertThat(experts.isComplete()).isFalse();
        assertThat(experts.matrices()).isEqualTo(3);
        assertThat(experts.columns()).isEqualTo(2);

        Path legacy = folder.resolve("imatrix.dat");
        sample().write(legacy);

        assertThat(ImportanceMatrix.read(legacy)
                        .tensor("blk.1.ffn_up_exps.weight")
                        .orElseThrow()
                        .meanSquares())
                .containsExactly(2, 3, 1, 1, 0.5f, 0);
    }

    @Test
    void mergedMatrixIsThatOfAllTokens() {
        ImportanceMatrix merged = ImportanceMatrix.merge(List.of(
                matrix("a.txt", new TensorImportance("blk.0.attn_q.weight", new float[] {4, 8}, new float[] {512})),
                matrix("b.txt", new TensorImportance("blk.0.attn_q.weight", new float[] {6, 0}, new float[] {1536}))));

        assertThat(merged.tensor("blk.0.attn_q.weight").orElseThrow().meanSquares())
                .containsExactly(10f / 2048, 8f / 2048);
        assertThat(merged.datasets()).containsExactly("a.txt", "b.txt");
        assertThat(merged.chunkCount()).isEqualTo(8);
    }

    @Test
    void matricesOfDifferentModelsAreNotMerged() {
        assertThatThrownBy(() -> ImportanceMatrix.merge(List.of(
                        matrix("a", new TensorImportance("blk.0.attn_q.weight", new float[2], new float[] {1})),
                        matrix("b", new TensorImportance("blk.0.attn_q.weight", new float[3], new float[] {1})))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the matrices are of different models: one has 2 values in 1 matrices for tensor "
                        + "blk.0.attn_q.weight, the other 3 in 1; merge only matrices that were collected from one "
                        + "model");
    }

    @Test
    void matrixOfAnotherModelIsRefused() throws Exception {
        Path path = folder.resolve("model.gguf");
        model(path, "blk.0.attn_q.weight", 32, 4);
        ImportanceMatrix matrix =
                matrix("a", new TensorImportance("blk.0.attn_q.weight", new float[48], new float[] {512}));

        try (GgufFile model = GgufFile.open(path)) {
            assertThatThrownBy(() -> matrix.check(model))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the importance matrix has 48 values for tensor blk.0.attn_q.weight, but " + path
                            + " needs 32 (32 columns in 1 matrices): it was collected from another model. Collect "
                            + "one from this model.");
        }
    }

    @Test
    void matrixThatKnowsNoTensorOfTheModelIsRefused() throws Exception {
        Path path = folder.resolve("model.gguf");
        model(path, "blk.0.attn_k.weight", 32, 4);
        ImportanceMatrix matrix =
                matrix("a", new TensorImportance("blk.0.attn_q.weight", new float[32], new float[] {512}));

        try (GgufFile model = GgufFile.open(path)) {
            assertThatThrownBy(() -> matrix.check(model))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the importance matrix knows no tensor of " + path + ", only 1 others such as "
                            + "blk.0.attn_q.weight: it was collected from another model. Collect one from this model.");
        }
    }

    @Test
    void expertsNeedTheColumnsOfAllMatrices() throws Exception {
        Path path = folder.resolve("model.gguf");
        model(path, "blk.0.ffn_up_exps.weight", 32, 4, 3);
        ImportanceMatrix matrix =
                matrix("a", new TensorImportance("blk.0.ffn_up_exps.weight", new float[96], new float[] {512}));

        try (GgufFile model = GgufFile.open(path)) {
            GgufTensor tensor = model.tensors().get(0);
            assertThat(matrix.importanceOf(tensor).orElseThrow()).hasSize(96);
        }
    }

    @Test
    void embeddingsOfAnotherSizeAreQuantizedWithoutTheMatrix() throws Exception {
        Path path = folder.resolve("model.gguf");
        model(path, "token_embd.weight", 32, 4);
        ImportanceMatrix matrix =
                matrix("a", new TensorImportance("token_embd.weight", new float[48], new float[] {512}));

        try (GgufFile model = GgufFile.open(path)) {
            assertThat(matrix.importanceOf(model.tensors().get(0))).isEmpty();
        }
    }

    @Test
    void missingFileAndFolderSayWhatToDo() {
        Path missing = folder.resolve("none.gguf");
        assertThatThrownBy(() -> ImportanceMatrix.read(missing))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(missing + ": there is no such importance matrix; collect it, or name another file");
        assertThatThrownBy(() -> ImportanceMatrix.read(folder))
                .isInstanceOf(IOException.class)
                .hasMessage(folder + " is a folder; name a file with an importance matrix");
    }

    @Test
    void textIsNoImportanceMatrix() throws Exception {
        Path file = folder.resolve("imatrix.dat");
        Files.writeString(file, "This is a calibration text, not an importance matrix.");
        assertThatThrownBy(() -> ImportanceMatrix.read(file))
                .isInstanceOf(ImatrixFormatException.class)
                .hasMessage(
                        file + " is not a sound importance matrix: it begins neither with GGUF nor with a number of "
                                + "tensors that it has room for (at byte 0). Collect it again, or get the file again.");
    }

    @Test
    void emptyFileIsNoImportanceMatrix() throws Exception {
        Path file = Files.createFile(folder.resolve("imatrix.dat"));
        assertThatThrownBy(() -> ImportanceMatrix.read(file))
                .isInstanceOf(ImatrixFormatException.class)
                .hasMessageContaining("it ends in the number of tensors (at byte 0)");
    }

    @Test
    void valueThatIsNoNumberNamesItsPlace() throws Exception {
        Path file = folder.resolve("imatrix.dat");
        Files.write(file, legacy("blk.0.attn_q.weight", 3, 1, Float.NaN));
        assertThatThrownBy(() -> ImportanceMatrix.read(file))
                .isInstanceOfSatisfying(ImatrixFormatException.class, e -> {
                    assertThat(e.offset()).isEqualTo(4 + 4 + 19 + 4 + 4 + 4);
                    assertThat(e).hasMessageContaining("tensor blk.0.attn_q.weight has the value NaN (at byte 39)");
                });
    }

    @Test
    void hugeCountIsRefusedWithoutTakingMemory() throws Exception {
        Path file = folder.resolve("imatrix.dat");
        byte[] bytes = legacy("blk.0.attn_q.weight", 3, 1, 2);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(4 + 4 + 19 + 4, Integer.MAX_VALUE);
        Files.write(file, bytes);
        assertThatThrownBy(() -> ImportanceMatrix.read(file))
                .isInstanceOf(ImatrixFormatException.class)
                .hasMessageContaining("tensor blk.0.attn_q.weight should have 2147483647 values, but 6 are left");
    }

    @Test
    void modelIsNoImportanceMatrix() throws Exception {
        Path path = folder.resolve("model.gguf");
        model(path, "blk.0.attn_q.weight", 32, 4);
        assertThatThrownBy(() -> ImportanceMatrix.read(path))
                .isInstanceOf(ImatrixFormatException.class)
                .hasMessageContaining("it is a GGUF file of the type \"model\"");
    }

    @Test
    void sumsWithoutCountsAreRefused() throws Exception {
        Path path = folder.resolve("imatrix.gguf");
        GgufWriter.create()
                .set("general.type", GgufValue.string("imatrix"))
                .set("imatrix.datasets", GgufValue.strings(List.of("a")))
                .set("imatrix.chunk_count", GgufValue.uint32(1))
                .set("imatrix.chunk_size", GgufValue.uint32(512))
                .tensor("blk.0.attn_q.weight.in_sum2", GgmlType.F32, 32, 1)
                .write(path, Progress.none(), (tensor, output) -> output.write(ByteBuffer.allocate(128)));
        assertThatThrownBy(() -> ImportanceMatrix.read(path))
                .isInstanceOf(ImatrixFormatException.class)
                .hasMessageContaining("blk.0.attn_q.weight.in_sum2 is there without blk.0.attn_q.weight.counts");
    }

    /** Every mutation gives a matrix or a typed error; none takes long, and none much memory. */
    @Test
    void damagedFilesGiveTypedErrors() throws Exception {
        Path gguf = folder.resolve("sound.gguf");
        Path legacy = folder.resolve("sound.dat");
        sample().write(gguf);
        sample().write(legacy);
        Random random = new Random(42);
        int refused = 0;
        for (byte[] sound : List.of(Files.readAllBytes(gguf), Files.readAllBytes(legacy))) {
            for (int i = 0; i < 3000; i++) {
                refused += isRefused(mutated(sound, random)) ? 1 : 0;
            }
            for (int length = 0; length < sound.length; length++) {
                refused += isRefused(Arrays.copyOf(sound, length)) ? 1 : 0;
            }
        }
        assertThat(refused).isGreaterThan(2000);
    }

    private boolean isRefused(byte[] content) throws IOException {
        Path file = folder.resolve("damaged");
        Files.write(file, content);
        try {
            ImportanceMatrix.read(file).tensors().forEach(TensorImportance::meanSquares);
            return false;
        } catch (ImatrixFormatException e) {
            assertThat(e.path()).isEqualTo(file);
            return true;
        } catch (GgufFormatException e) {
            return true;
        }
    }

    private static byte[] mutated(byte[] sound, Random random) {
        byte[] bytes = sound.clone();
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(bytes.length - 4);
            switch (random.nextInt(3)) {
                case 0 -> bytes[at] = (byte) random.nextInt();
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                default -> ByteBuffer.wrap(bytes).putInt(at, random.nextBoolean() ? -1 : random.nextInt());
            }
        }
        return bytes;
    }

    private static ImportanceMatrix sample() {
        return new ImportanceMatrix(
                List.of(
                        new TensorImportance("blk.0.attn_q.weight", new float[] {1.5f, 0.25f, 7}, new float[] {2304}),
                        new TensorImportance(
                                "blk.1.ffn_up_exps.weight",
                                new float[] {2000, 3000, 0, 0, 652, 0},
                                new float[] {1000, 0, 1304})),
                List.of("a.txt", "b.txt"),
                9,
                256,
                Optional.of(new ImatrixOrigin("m", "t", "chunk 256")));
    }

    private static ImportanceMatrix matrix(String dataset, TensorImportance tensor) {
        return new ImportanceMatrix(List.of(tensor), List.of(dataset), 4, 512, Optional.empty());
    }

    private static void model(Path path, String tensor, long... shape) throws Exception {
        GgufWriter.create()
                .set("general.architecture", GgufValue.string("llama"))
                .tensor(tensor, GgmlType.F32, shape)
                .write(
                        path,
                        Progress.none(),
                        (placed, output) -> output.write(ByteBuffer.allocate((int) placed.sizeBytes())));
    }

    /** One tensor, seven chunks in all, of text.txt. */
    private static byte[] legacy(String name, int chunks, float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(32 + name.length() + 4 * values.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(1)
                .putInt(name.length())
                .put(name.getBytes(StandardCharsets.UTF_8))
                .putInt(chunks)
                .putInt(values.length);
        for (float value : values) {
            bytes.putFloat(value);
        }
        bytes.putInt(7).putInt(8).put("text.txt".getBytes(StandardCharsets.UTF_8));
        return bytes.array();
    }
}
