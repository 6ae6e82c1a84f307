package org.aethercreator.quantize;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.aethercreator.gguf.GgmlType;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.hub.SampleModel;
import org.aethercreator.progress.Progress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("real")
class RealQuantizerTest {
    @TempDir
    Path folder;

    @Test
    void theSampleModelIsQuantizedAsInTheTutorial() throws Exception {
        Path source = SampleModel.SMOLLM2_135M_INSTRUCT.fetch(Progress.none());
        List<QuantizedModel> models = Quantizer.bundled()
                .quantize(
                        QuantizeRequest.of(
                                        source, QuantizationType.Q8_0, QuantizationType.Q4_K_M, QuantizationType.Q2_K)
                                .withFolder(folder),
                        Progress.none());
        // Sizes and types as llama-quantize b4875 gives them; RefereeTest compares every byte.
        assertThat(models)
                .extracting(QuantizedModel::sizeBytes)
                .containsExactly(144_811_072L, 105_454_144L, 88_201_792L);
        assertThat(models.get(1).tensorTypes())
                .isEqualTo(Map.of(
                        GgmlType.F32, 61,
                        GgmlType.Q5_0, 166,
                        GgmlType.Q8_0, 15,
                        GgmlType.Q4_K, 16,
                        GgmlType.Q6_K, 14));
        assertThat(models).allSatisfy(model -> {
            assertThat(model.requantized()).isTrue();
            assertThat(model.peakResidentBytes()).isPositive();
            try (GgufFile file = GgufFile.open(model.path())) {
                assertThat(file.model().quantization()).isEqualTo(model.type().name());
                assertThat(file.tensors()).hasSize(272);
            }
        });
    }
}
