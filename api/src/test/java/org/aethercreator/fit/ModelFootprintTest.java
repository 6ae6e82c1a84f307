package org.aethercreator.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.aethercreator.gguf.GgmlType;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.gguf.GgufValue;
import org.aethercreator.gguf.GgufWriter;
import org.aethercreator.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The metadata of published models with next to no weights. What is expected is written out from the models'
 * {@code config.json}: bytes are 2 (F16) × tokens × key-value heads × (key width + value width), summed over layers.
 */
class ModelFootprintTest {
    private static final HardwareProfile MACHINE = HardwareProfile.named("ryzen9-rtx-32gb");

    @TempDir
    private Path folder;

    @Test
    void groupedQueriesShareTheirKeys() throws Exception {
        // Llama-3.1-8B: 32 layers, 32 heads, 8 key-value heads, hidden size 4096.
        ModelFootprint llama = model(
                "llama",
                32,
                Map.of("embedding_length", 4096L, "attention.head_count", 32L, "attention.head_count_kv", 8L));
        assertThat(cache(llama, 8192)).isEqualTo(2L * 8192 * 8 * (128 + 128) * 32);
        // Qwen2.5-7B: 28 layers, 28 heads, 4 key-value heads, hidden size 3584.
        ModelFootprint qwen = model(
                "qwen2",
                28,
                Map.of("embedding_length", 3584L, "attention.head_count", 28L, "attention.head_count_kv", 4L));
        assertThat(cache(qwen, 32_768)).isEqualTo(2L * 32_768 * 4 * (128 + 128) * 28);
    }

    @Test
    void gemmasWindowsKeepTheWindowAndABatch() throws Exception {
        // Gemma-2-9B: 42 layers, every other one with a window of 4096; 8 key-value heads of 256.
        ModelFootprint two = model(
                "gemma2",
                42,
                Map.of(
                        "embedding_length", 3584L,
                        "attention.head_count", 16L,
                        "attention.head_count_kv", 8L,
                        "attention.key_length", 256L,
                        "attention.value_length", 256L,
                        "attention.sliding_window", 4096L));
        assertThat(cache(two, 8192)).isEqualTo(2L * 8 * 512 * (21 * 8192 + 21 * (4096 + 512)));
        // Gemma-3-4B: 34 layers, of each six five with a window of 1024: 29 of them; 4 key-value heads of 256.
        ModelFootprint three = model(
                "gemma3",
                34,
                Map.of(
                        "embedding_length", 2560L,
                        "attention.head_count", 8L,
                        "attention.head_count_kv", 4L,
                        "attention.key_length", 256L,
                        "attention.value_length", 256L,
                        "attention.sliding_window", 1024L));
        assertThat(cache(three, 131_072)).isEqualTo(2L * 4 * 512 * (5L * 131_072 + 29 * (1024 + 512)));
        assertThat(cache(three, RunSettings.of(Engine.LLAMA_B4916, 131_072))).isEqualTo(2L * 4 * 512 * 34 * 131_072);
    }

    @Test
    void latentAttentionKeepsOneCompressedKeyForAllHeads() throws Exception {
        // DeepSeek-V2-Lite: 27 layers, a latent of 512 and 64 rotated numbers; the file says 1 key-value head of 576.
        ModelFootprint lite = model(
                "deepseek2",
                27,
                Map.of(
                        "embedding_length", 2048L,
                        "attention.head_count", 16L,
                        "attention.head_count_kv", 1L,
                        "attention.key_length", 576L,
                        "attention.value_length", 512L,
                        "attention.key_length_mla", 192L,
                        "attention.value_length_mla", 128L));
        assertThat(cache(lite, 32_768)).isEqualTo(2L * 32_768 * 576 * 27);
        assertThat(cache(lite, RunSettings.of(Engine.LLAMA_B4916, 32_768))).isEqualTo(2L * 32_768 * (576 + 512) * 27);
    }

    @Test
    void recurrentLayersKeepAStateInsteadOfKeys() throws Exception {
        // Granite-4.0-H-Tiny: 40 layers, 4 of them attention (4 key-value heads of 128), the others Mamba 2 with
        // 48 heads of 64 (3072 wide), a state of 128 and a convolution of 4 over 3072 + 2 × 128.
        ModelFootprint granite = model(
                "granitehybrid",
                40,
                Map.of(
                        "embedding_length", 1536L,
                        "attention.head_count", 12L,
                        "attention.head_count_kv", 4L,
                        "ssm.inner_size", 3072L,
                        "ssm.state_size", 128L,
                        "ssm.conv_kernel", 4L,
                        "ssm.group_count", 1L),
                layer -> layer % 10 == 5 ? "attn_k.weight" : "ssm_in.weight");
        long states = 36L * 4 * (3 * (3072 + 2 * 128) + 128 * 3072);
        assertThat(cache(granite, 8192)).isEqualTo(2L * 8192 * 4 * (128 + 128) * 4 + states);
        assertThat(cache(granite, RunSettings.standard(8192).withSequences(2)))
                .isEqualTo(2 * (2L * 8192 * 4 * (128 + 128) * 4 + states));
    }

    @Test
    void layersThatUseAnothersKeysKeepNone() throws Exception {
        // Gemma-3n-E4B: 35 layers, the last 15 without keys of their own; 2 key-value heads of 256; of each five four
        // with a window of 512.
        ModelFootprint model = model(
                "gemma3n",
                35,
                Map.of(
                        "embedding_length", 2048L,
                        "attention.head_count", 8L,
                        "attention.head_count_kv", 2L,
                        "attention.key_length", 256L,
                        "attention.value_length", 256L,
                        "attention.sliding_window", 512L,
                        "attention.shared_kv_layers", 15L));
        assertThat(cache(model, 32_768)).isEqualTo(2L * 2 * 512 * (4L * 32_768 + 16 * (512 + 512)));
    }

    @Test
    void adaptersProjectorsAndDraftsAreToldApart() throws Exception {
        assertThat(companion("llama", "adapter")).isEqualTo(new Companion.Adapter(4096));
        assertThat(companion("clip", "mmproj")).isEqualTo(new Companion.Projector(4096));
        assertThat(companion("llama", "model")).isInstanceOf(Companion.Draft.class);
    }

    @Test
    void companionsTakeTheirMemoryOnTheFirstGpu() {
        long mib = 1L << 20;
        ModelFootprint model = new ModelFootprint(
                Collections.nCopies(4, new ModelFootprint.Layer(512 * mib, 1024, 1024, 0)),
                100 * mib,
                100 * mib,
                false,
                1024,
                2048,
                8,
                32_000,
                8192);
        MemoryFit alone = new MemoryFit(
                model,
                RunSettings.standard(2048),
                MACHINE.withGpus(List.of(new HardwareProfile.Gpu("small", 3000 * mib, 3000 * mib))));
        assertThat(alone.placement()).isEqualTo(MemoryFit.Placement.GPU);
        MemoryFit seeing = alone.withCompanions(List.of(new Companion.Projector(600 * mib)));
        assertThat(seeing.placement()).isEqualTo(MemoryFit.Placement.GPU_AND_RAM);
        assertThat(seeing.onGpus().companionBytes()).isEqualTo(600 * mib);
        assertThat(seeing.inRam().companionBytes()).isZero();
        assertThat(seeing.totalBytes()).isEqualTo(alone.totalBytes() + 600 * mib);
        assertThat(alone.withCompanions(List.of(new Companion.Draft(model))).companionBytes())
                .isEqualTo(alone.totalBytes());
    }

    private Companion companion(String architecture, String type) throws Exception {
        Path path = folder.resolve(type + ".gguf");
        GgufWriter.create()
                .set("general.architecture", GgufValue.string(architecture))
                .set("general.type", GgufValue.string(type))
                .tensor("blk.0.weight", GgmlType.F32, 1024)
                .write(
                        path,
                        Progress.none(),
                        (tensor, output) -> output.write(ByteBuffer.allocate((int) tensor.sizeBytes())));
        try (GgufFile file = GgufFile.open(path)) {
            return Companion.of(file);
        }
    }

    private ModelFootprint model(String architecture, int layers, Map<String, Long> numbers) throws Exception {
        return model(architecture, layers, numbers, layer -> "attn_k.weight");
    }

    private ModelFootprint model(
            String architecture, int layers, Map<String, Long> numbers, IntFunction<String> tensorOfLayer)
            throws Exception {
        GgufWriter writer = GgufWriter.create()
                .set("general.architecture", GgufValue.string(architecture))
                .set(architecture + ".block_count", GgufValue.uint32(layers));
        numbers.forEach((key, value) -> writer.set(architecture + "." + key, GgufValue.uint32(value)));
        for (int i = 0; i < layers; i++) {
            writer.tensor("blk." + i + "." + tensorOfLayer.apply(i), GgmlType.F32, 1);
        }
        Path path = folder.resolve(architecture + ".gguf");
        writer.write(
                path, Progress.none(), (tensor, output) -> output.write(ByteBuffer.allocate((int) tensor.sizeBytes())));
        try (GgufFile file = GgufFile.open(path)) {
            return ModelFootprint.of(file);
        }
    }

    private static long cache(ModelFootprint model, int contextTokens) {
        return cache(model, RunSettings.standard(contextTokens));
    }

    private static long cache(ModelFootprint model, RunSettings settings) {
        return new MemoryFit(model, settings, MACHINE).keyValueBytes();
    }
}
