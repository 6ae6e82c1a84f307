package org.aethercreator.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.aethercreator.gguf.GgufFile;
import org.aethercreator.hub.SampleModel;
import org.aethercreator.progress.Progress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("real")
class RealMemoryFitTest {
    /** What llama-server (September 2026, processor only) logged for this model with 2048 tokens, in MiB. */
    private static final double WEIGHTS = 92.10;

    private static final double CACHE = 45.00;
    private static final double COMPUTE_AND_OUTPUT = 15.51 + 0.19;

    @Test
    void theSampleModelNeedsWhatLlamaServerAllocated() throws Exception {
        try (GgufFile file = GgufFile.open(SampleModel.SMOLLM2_135M_INSTRUCT.fetch(Progress.none()))) {
            MemoryFit fit = MemoryFit.of(file, RunSettings.standard(2048), HardwareProfile.named("ryzen9-rtx-32gb"));
            assertThat(fit.weightBytes() / 1048576.0).isCloseTo(WEIGHTS, within(0.01));
            assertThat(fit.keyValueBytes() / 1048576.0).isEqualTo(CACHE);
            assertThat(fit.computeBytes() / 1048576.0).isCloseTo(COMPUTE_AND_OUTPUT, within(0.5));
            assertThat(fit.gpuLayers()).isEqualTo(31);
            assertThat(fit.largestGpuContextTokens()).hasValue(8192);
        }
    }
}
