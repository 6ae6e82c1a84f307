package org.aethercreator.quantize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.aethercreator.fit.HardwareProfile;
import org.aethercreator.fit.ModelFootprint;
import org.aethercreator.fit.RunSettings;
import org.junit.jupiter.api.Test;

class TypeRecommendationTest {
    private static final long GIB = 1L << 30;
    private static final long BILLION = 1_000_000_000;

    @Test
    void smallModelsKeepMoreBits() {
        assertThat(recommend(1 * BILLION, 16, false).type()).hasValue(QuantizationType.Q8_0);
        assertThat(recommend(3 * BILLION, 16, false).type()).hasValue(QuantizationType.Q6_K);
        assertThat(recommend(8 * BILLION, 16, false).type()).hasValue(QuantizationType.Q5_K_M);
        assertThat(recommend(70 * BILLION, 64, false).type()).hasValue(QuantizationType.Q4_K_M);
    }

    @Test
    void littleMemoryTakesSmallerTypes() {
        TypeRecommendation eight = recommend(8 * BILLION, 6, false);
        assertThat(eight.type()).hasValue(QuantizationType.Q4_K_M);
        assertThat(eight.reason())
                .isEqualTo("Q4_K_M is the best that fits of a model with 8.0 billion parameters: it takes 5.1 GiB with "
                        + "a context of 4096 tokens, in RAM; Q5_K_M would be better, with more memory or a shorter "
                        + "context.");
    }

    @Test
    void typesThatNeedImportanceAreTakenOnlyWithIt() {
        assertThat(recommend(70 * BILLION, 25, true).type()).hasValue(QuantizationType.IQ2_M);
        TypeRecommendation none = recommend(70 * BILLION, 25, false);
        assertThat(none.type()).isEmpty();
        assertThat(none.reason())
                .isEqualTo("With 70.0 billion parameters the model does not fit into the 25.0 GiB of test in any type "
                        + "that needs no importance matrix; choose a smaller model or a shorter context.");
    }

    @Test
    void aTypeThatFitsWellSaysSo() {
        assertThat(recommend(1 * BILLION, 16, false).reason())
                .startsWith("Q8_0 keeps nearly all quality of a model with 1.0 billion parameters and takes ")
                .endsWith(" GiB with a context of 4096 tokens, in RAM; more bits would hardly help and be slower.");
    }

    private static TypeRecommendation recommend(long parameters, int ramGib, boolean importance) {
        ModelFootprint.Layer layer = new ModelFootprint.Layer(2 * parameters / 34, 1024, 1024, 0);
        ModelFootprint model = new ModelFootprint(
                Collections.nCopies(32, layer),
                2 * parameters / 34,
                2 * parameters / 34,
                false,
                4096,
                14336,
                32,
                128_256,
                131_072);
        HardwareProfile machine = new HardwareProfile("test", "cpu", 8, 16, ramGib * GIB, ramGib * GIB, List.of());
        return TypeRecommendation.of(model, parameters, RunSettings.standard(4096), machine, importance);
    }
}
