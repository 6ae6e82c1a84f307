package org.aethercreator.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.aethercreator.fit.HardwareProfile.Gpu;
import org.aethercreator.fit.MemoryFit.Placement;
import org.aethercreator.fit.ModelFootprint.Layer;
import org.aethercreator.gguf.GgmlType;
import org.junit.jupiter.api.Test;

class MemoryFitTest {
    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;

    /** Llama-3.1-8B-Instruct Q4_K_M, rounded: 32 layers of 8 key-value heads of 128. */
    private static final ModelFootprint LLAMA_8B = new ModelFootprint(
            Collections.nCopies(32, new Layer(130 * MIB, 1024, 1024, 0)),
            280 * MIB,
            410 * MIB,
            false,
            4096,
            14336,
            32,
            128256,
            131072);

    private static final HardwareProfile RTX = HardwareProfile.named("ryzen9-rtx-32gb");

    @Test
    void theCacheIsKeysAndValuesOfAllLayersAndTokens() {
        assertThat(fit(8192).keyValueBytes()).isEqualTo(GIB);
        assertThat(fit(8192)
                        .withSettings(RunSettings.standard(8192).withCacheType(GgmlType.Q8_0))
                        .keyValueBytes())
                .isEqualTo(GIB / 2 * 34 / 32);
        assertThat(fit(8192)
                        .withSettings(RunSettings.standard(8192).withCacheType(GgmlType.Q4_0))
                        .keyValueBytes())
                .isEqualTo(GIB / 2 * 18 / 32);
        assertThat(fit(8192)
                        .withSettings(RunSettings.standard(4096).withSequences(2))
                        .keyValueBytes())
                .isEqualTo(GIB);
    }

    @Test
    void layersWithAWindowKeepTheWindowAndABatch() {
        // gpt-oss-20b: 24 layers, 8 heads of 64, every other one with a window of 128: 768 tokens with padding.
        Layer full = new Layer(1, 512, 512, 0);
        Layer windowed = new Layer(1, 512, 512, 128);
        ModelFootprint model = new ModelFootprint(
                Collections.nCopies(12, List.of(windowed, full)).stream()
                        .flatMap(List::stream)
                        .toList(),
                0,
                0,
                false,
                2880,
                2880,
                64,
                201088,
                131072);
        MemoryFit fit = new MemoryFit(model, RunSettings.standard(8192), RTX);
        assertThat(fit.keyValueBytes()).isEqualTo(12L * 2048 * (8192 + 768));
        assertThat(fit.withSettings(RunSettings.of(Engine.LLAMA_LIBRARY, 8192)).keyValueBytes())
                .isEqualTo(24L * 2048 * 8192);
        assertThat(fit.withSettings(RunSettings.standard(256)).keyValueBytes()).isEqualTo(24L * 2048 * 256);
    }

    @Test
    void aSmallModelGoesWhollyToTheGpu() {
        MemoryFit fit = fit(8192);
        assertThat(fit.placement()).isEqualTo(Placement.GPU);
        assertThat(fit.gpuLayers()).isEqualTo(33);
        assertThat(fit.vramBytes()).isEqualTo((32 * 130 + 410) * MIB + GIB + fit.computeBytes());
        assertThat(fit.ramBytes()).isEqualTo(280 * MIB);
    }

    @Test
    void whatDoesNotFitOnTheGpuStaysInRam() {
        HardwareProfile small = RTX.withGpus(List.of(new Gpu("small", 4 * GIB, 4 * GIB)));
        MemoryFit fit = new MemoryFit(LLAMA_8B, RunSettings.standard(8192), small);
        assertThat(fit.placement()).isEqualTo(Placement.GPU_AND_RAM);
        // 4096 - 512 reserve - compute, by 130 + 32 MiB a layer
        long free = 3584 * MIB - fit.computeBytes();
        assertThat(fit.gpuLayers()).isEqualTo((int) (free / (162 * MIB)));
        assertThat(fit.ramBytes() + fit.vramBytes()).isEqualTo(fit.totalBytes() + fit.computeBytes());
    }

    @Test
    void noMoreLayersThanAllowedGoToTheGpu() {
        MemoryFit fit = new MemoryFit(LLAMA_8B, RunSettings.standard(8192).withMostGpuLayers(10), RTX);
        assertThat(fit.gpuLayers()).isEqualTo(10);
        assertThat(fit.placement()).isEqualTo(Placement.GPU_AND_RAM);
        assertThat(fit.vramBytes()).isEqualTo(10 * (130 + 32) * MIB + fit.computeBytes());
        assertThat(fit.ramBytes()).isEqualTo((22 * (130 + 32) + 280 + 410) * MIB + fit.computeBytes());
        assertThat(fit.largestGpuContextTokens()).isEmpty();
        MemoryFit none = fit.withSettings(RunSettings.standard(8192).withMostGpuLayers(0));
        assertThat(none.placement()).isEqualTo(Placement.RAM);
        assertThat(none.ramBytes()).isEqualTo(none.totalBytes());
        assertThat(fit.withSettings(RunSettings.standard(8192).withMostGpuLayers(32))
                        .placement())
                .as("the output stays in RAM")
                .isEqualTo(Placement.GPU_AND_RAM);
        assertThatThrownBy(() -> RunSettings.standard(8192).withMostGpuLayers(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("mostGpuLayers is -1; give 0 for none, or RunSettings.AS_MANY_AS_FIT");
    }

    @Test
    void everyUsualSizeOfGraphicsMemoryHasAName() {
        assertThat(HardwareProfile.names().stream()
                        .map(HardwareProfile::named)
                        .flatMap(machine -> machine.gpus().stream())
                        .map(gpu -> gpu.vramBytes() / GIB))
                .contains(6L, 8L, 12L, 16L, 24L, 32L);
    }

    @Test
    void twoGpusShareTheLayers() {
        HardwareProfile two = RTX.withGpus(List.of(new Gpu("a", 4 * GIB, 4 * GIB), new Gpu("b", 4 * GIB, 4 * GIB)));
        MemoryFit fit = new MemoryFit(LLAMA_8B, RunSettings.standard(4096), two);
        assertThat(fit.placement()).isEqualTo(Placement.GPU);
        assertThat(fit.vramBytes()).isEqualTo((32 * 130 + 410) * MIB + GIB / 2 + 2 * fit.computeBytes());
    }

    @Test
    void withoutGpuEverythingIsInRamOrNowhere() {
        HardwareProfile laptop = HardwareProfile.named("laptop-8gb");
        assertThat(new MemoryFit(LLAMA_8B, RunSettings.standard(4096), laptop).placement())
                .isEqualTo(Placement.RAM);
        MemoryFit large = new MemoryFit(LLAMA_8B, RunSettings.standard(32768), laptop);
        assertThat(large.placement()).isEqualTo(Placement.NONE);
        assertThat(large.fits()).isFalse();
        assertThat(large.gpuLayers()).isZero();
        assertThat(large.ramBytes()).isEqualTo(large.totalBytes());
    }

    @Test
    void theLargestContextFitsAndOneStepMoreDoesNot() {
        MemoryFit fit = fit(4096);
        int largest = fit.largestGpuContextTokens().orElseThrow();
        assertThat(largest).isBetween(16384, 65536);
        assertThat(fit(largest).placement()).isEqualTo(Placement.GPU);
        assertThat(fit(largest + 256).placement()).isNotEqualTo(Placement.GPU);
        assertThat(fit.largestContextTokens().orElseThrow()).isEqualTo(131072);
        HardwareProfile tiny = HardwareProfile.named("laptop-8gb").withAvailableRamBytes(GIB);
        assertThat(new MemoryFit(LLAMA_8B, RunSettings.standard(1), tiny).largestContextTokens())
                .isEmpty();
        assertThat(new MemoryFit(LLAMA_8B, RunSettings.standard(1), tiny).largestGpuContextTokens())
                .isEmpty();
    }

    @Test
    void moreContextNeverNeedsLess() {
        long before = 0;
        for (int context = 1; context < 100_000; context += 777) {
            long total = fit(context).totalBytes();
            assertThat(total).isGreaterThanOrEqualTo(before);
            before = total;
        }
    }

    @Test
    void settingsThatCannotBeAreRefused() {
        assertThatThrownBy(() -> RunSettings.standard(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("contextTokens is 0, sequences 1 and batchTokens 512; each must be at least 1");
        assertThatThrownBy(() -> RunSettings.standard(1).withCacheType(GgmlType.Q2_K))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the cache cannot be stored as Q2_K; use F16, Q8_0 or Q4_0"
                        + " (or F32, BF16, Q5_1, Q5_0, Q4_1, IQ4_NL)");
        assertThatThrownBy(() ->
                        RunSettings.standard(1).withCacheType(GgmlType.Q8_0).withFlashAttention(false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the cache's values are Q8_0, which needs flash attention; switch it on or use F16");
        assertThatThrownBy(() -> HardwareProfile.named("cray"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no hardware profile 'cray'; choose one of ryzen9-rtx-32gb, ryzen9-rtx4060,"
                        + " ryzen9-rtx4070, ryzen9-rtx4080, ryzen9-rtx4090, ryzen9-rtx5090, ryzen9-laptop-rtx4050, laptop-8gb, laptop-16gb, or describe the"
                        + " machine with new HardwareProfile(…)");
    }

    private static MemoryFit fit(int contextTokens) {
        return new MemoryFit(LLAMA_8B, RunSettings.standard(contextTokens), RTX);
    }
}
