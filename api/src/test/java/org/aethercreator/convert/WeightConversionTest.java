package org.aethercreator.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.aethercreator.convert.architecture.Architecture;
import org.aethercreator.convert.architecture.Architectures;
import org.aethercreator.convert.architecture.ModelConfig;
import org.aethercreator.convert.architecture.PlannedTensor;
import org.aethercreator.gguf.GgmlType;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.gguf.GgufTensor;
import org.aethercreator.gguf.GgufType;
import org.aethercreator.gguf.GgufValue;
import org.aethercreator.progress.Progress;
import org.aethercreator.progress.ProgressUnit;
import org.aethercreator.progress.ProgressUpdate;
import org.aethercreator.safetensors.SafetensorsFile;
import org.aethercreator.safetensors.SafetensorsType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights on their way from safetensors to GGUF, number by number. */
class WeightConversionTest {
    private static final String LLAMA = """
            {"architectures": ["LlamaForCausalLM"], "model_type": "llama", "hidden_size": 64, "num_attention_heads": 2,
             "num_hidden_layers": 1}""";

    private static final String GEMMA = """
            {"architectures": ["GemmaForCausalLM"], "model_type": "gemma", "num_hidden_layers": 1}""";

    @TempDir
    Path temporary;

    private Path folder;
    private Path target;

    @BeforeEach
    void makeFolders() throws IOException {
        folder = Files.createDirectory(temporary.resolve("model"));
        target = Files.createDirectory(temporary.resolve("out")).resolve("model.gguf");
    }

    @Test
    void tensorOfManyPiecesIsConvertedWhole() throws Exception {
        int rows = 20_000;
        float[] numbers = new float[rows * 64];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i % 2048;
        }
        new ToyFolder(folder, LLAMA)
                .with("model.embed_tokens.weight", SafetensorsType.BF16, numbers, rows, 64)
                .write();
        convert(GgmlType.F16, 3);
        try (GgufFile file = GgufFile.open(target)) {
            ByteBuffer bytes = bytes(file, "token_embd.weight");
            for (int i = 0; i < numbers.length; i++) {
                int rounded = HalfFloats.brain(Float.floatToRawIntBits(numbers[i])) << 16;
                assertThat(bytes.getShort(2 * i)).isEqualTo(HalfFloats.half(rounded));
            }
        }
    }

    @Test
    void sameTypeIsCopied() throws Exception {
        new ToyFolder(folder, LLAMA)
                .random("model.embed_tokens.weight", SafetensorsType.F16, 100, 64)
                .random("model.norm.weight", SafetensorsType.F32, 64)
                .write();
        convert(GgmlType.F16, 2);
        try (GgufFile file = GgufFile.open(target);
                SafetensorsFile source = SafetensorsFile.open(folder)) {
            assertThat(bytes(file, "token_embd.weight")).isEqualTo(bytes(source, "model.embed_tokens.weight"));
            assertThat(bytes(file, "output_norm.weight")).isEqualTo(bytes(source, "model.norm.weight"));
        }
    }

    @Test
    void headsGoFromHalvesToNeighbours() throws Exception {
        float[] numbers = new float[64 * 64];
        float[] biases = new float[64];
        for (int i = 0; i < numbers.length; i++) {
            int row = i / 64;
            numbers[i] = row;
            biases[row] = row;
        }
        new ToyFolder(folder, LLAMA)
                .with("model.layers.0.self_attn.q_proj.weight", SafetensorsType.F32, numbers, 64, 64)
                .with("model.layers.0.self_attn.q_proj.bias", SafetensorsType.F32, biases, 64)
                .write();
        convert(GgmlType.F32, 2);
        try (GgufFile file = GgufFile.open(target)) {
            ByteBuffer weights = bytes(file, "blk.0.attn_q.weight");
            ByteBuffer bias = bytes(file, "blk.0.attn_q.bias");
            for (int head = 0; head < 2; head++) {
                for (int i = 0; i < 32; i++) {
                    int row = 32 * head + i;
                    int source = 32 * head + (i % 2) * 16 + i / 2;
                    assertThat(weights.getFloat(4 * 64 * row)).isEqualTo(source);
                    assertThat(weights.getFloat(4 * 64 * row + 4 * 63)).isEqualTo(source);
                    assertThat(bias.getFloat(4 * row)).isEqualTo(source);
                }
            }
        }
    }

    @Test
    void oneIsAddedInThePrecisionOfTheSource() throws Exception {
        float[] numbers = {0.0001f, 0.5f, -1, 3};
        new ToyFolder(folder, GEMMA)
                .with("model.norm.weight", SafetensorsType.F16, numbers, 4)
                .with("model.layers.0.input_layernorm.weight", SafetensorsType.BF16, numbers, 4)
                .write();
        convert(GgmlType.F16, 1);
        try (GgufFile file = GgufFile.open(target)) {
            assertThat(bytes(file, "output_norm.weight").getFloat(0)).isEqualTo(1);
            assertThat(bytes(file, "output_norm.weight").getFloat(4)).isEqualTo(1.5f);
            assertThat(bytes(file, "blk.0.attn_norm.weight").getFloat(0)).isBetween(1.00009f, 1.00011f);
        }
    }

    @Test
    void brokenNumbersAreConvertedAndCounted() throws Exception {
        float[] numbers = new float[128];
        numbers[3] = Float.NaN;
        numbers[5] = Float.NEGATIVE_INFINITY;
        numbers[64] = 1e6f;
        new ToyFolder(folder, LLAMA)
                .with("model.embed_tokens.weight", SafetensorsType.BF16, numbers, 2, 64)
                .random("lm_head.weight", SafetensorsType.BF16, 2, 64)
                .write();
        assertThat(convert(GgmlType.F16, 2)).containsExactly(UnusualNumbers.NONE, new UnusualNumbers(1, 1, 1));
        assertThat(convert(GgmlType.BF16, 2)).containsExactly(UnusualNumbers.NONE, new UnusualNumbers(1, 1, 0));
    }

    @Test
    void progressReachesAllBytes() throws Exception {
        new ToyFolder(folder, LLAMA)
                .random("model.embed_tokens.weight", SafetensorsType.F32, 9000, 64)
                .write();
        ProgressUpdate[] last = new ProgressUpdate[1];
        convert(GgmlType.Q8_0, 2, update -> last[0] = update);
        assertThat(last[0].done()).isEqualTo(9000L * 68);
        assertThat(last[0].finished()).isTrue();
    }

    @Test
    void sourceThatShrinksIsNamed() throws Exception {
        new ToyFolder(folder, LLAMA)
                .random("model.embed_tokens.weight", SafetensorsType.F32, 100, 64)
                .write();
        Path weights = folder.resolve("model.safetensors");
        assertThatThrownBy(() -> convert(GgmlType.F16, 2, Progress.none(), () -> {
                    try (RandomAccessFile file = new RandomAccessFile(weights.toFile(), "rw")) {
                        file.setLength(1000);
                    }
                }))
                .isInstanceOf(EOFException.class)
                .hasMessage(weights + " became shorter while it was converted; try again");
        assertNothingIsLeft();
    }

    @Test
    void interruptLeavesNothingBehind() throws Exception {
        new ToyFolder(folder, LLAMA)
                .random("model.embed_tokens.weight", SafetensorsType.F32, 9000, 64)
                .write();
        Progress interrupting = update -> Thread.currentThread().interrupt();
        assertThatThrownBy(() -> convert(GgmlType.F16, 2, interrupting)).isInstanceOf(InterruptedException.class);
        assertNothingIsLeft();
    }

    @Test
    void shardsAreFilledInOrder() throws Exception {
        ToyFolder toy = new ToyFolder(folder, LLAMA);
        for (String name : List.of("q_proj", "k_proj", "v_proj", "o_proj")) {
            toy.random("model.layers.0.self_attn." + name + ".weight", SafetensorsType.F32, 64, 64);
        }
        toy.write(20_000);
        try (SafetensorsFile weights = SafetensorsFile.open(folder)) {
            assertThat(weights.files()).hasSize(4);
        }
        split = FileSplit.ofAtMost(20_000);
        convert(GgmlType.F16, 2);
        try (GgufFile file = GgufFile.open(target.resolveSibling("model-00001-of-00002.gguf"))) {
            assertThat(file.files()).hasSize(2);
            assertThat(file.tensors())
                    .extracting(GgufTensor::name)
                    .containsExactlyInAnyOrder(
                            "blk.0.attn_q.weight",
                            "blk.0.attn_k.weight",
                            "blk.0.attn_v.weight",
                            "blk.0.attn_output.weight");
            assertThat(file.metadata().value("split.tensors.count")).contains(GgufValue.integer(GgufType.INT32, 4));
        }
    }

    private FileSplit split = FileSplit.none();

    private List<UnusualNumbers> convert(GgmlType type, int threads) throws Exception {
        return convert(type, threads, Progress.none());
    }

    private List<UnusualNumbers> convert(GgmlType type, int threads, Progress progress) throws Exception {
        return convert(type, threads, progress, () -> {});
    }

    /** Something that happens when everything has been planned. */
    @FunctionalInterface
    private interface Event {
        void happen() throws IOException;
    }

    private List<UnusualNumbers> convert(GgmlType type, int threads, Progress progress, Event event) throws Exception {
        ModelConfig config = ModelConfig.read(folder);
        Architecture architecture = Architectures.of(config);
        try (SafetensorsFile weights = SafetensorsFile.open(folder)) {
            List<PlannedTensor> plan = architecture.plan(config, StoredTensors.inOrder(weights));
            List<GgufTensor> targets =
                    plan.stream().map(tensor -> Conversion.target(tensor, type)).toList();
            event.happen();
            try (OutputFiles files = new OutputFiles(target, split.divide(targets))) {
                files.writeHeaders(Map.of("general.architecture", GgufValue.string("llama")));
                long bytes = targets.stream().mapToLong(GgufTensor::sizeBytes).sum();
                List<UnusualNumbers> found = new WeightConversion(plan, files.placed())
                        .run(threads, progress.stage("convert", bytes, ProgressUnit.BYTES));
                files.commit();
                return found;
            }
        }
    }

    private void assertNothingIsLeft() throws IOException {
        try (Stream<Path> left = Files.list(target.getParent())) {
            assertThat(left).isEmpty();
        }
    }

    private static ByteBuffer bytes(GgufFile file, String name) throws IOException {
        GgufTensor tensor = file.tensor(name).orElseThrow();
        return file.map(tensor, 0, tensor.sizeBytes());
    }

    private static ByteBuffer bytes(SafetensorsFile file, String name) throws IOException {
        var tensor = file.tensor(name).orElseThrow();
        return file.map(tensor, 0, tensor.sizeBytes());
    }
}
