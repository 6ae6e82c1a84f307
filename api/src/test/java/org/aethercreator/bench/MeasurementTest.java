package org.aethercreator.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class MeasurementTest {
    @Test
    void repeatedMeasurementsAreQuotedByTheirMedianAndRange() {
        Measurement measurement = Measurement.median(List.of(5.0, 1.0, 3.0));

        assertThat(measurement).isEqualTo(new Measurement(3, 1, 5, List.of(5.0, 1.0, 3.0)));
    }

    @Test
    void anEstimateReachesOneStandardErrorToBothSides() {
        assertThat(Measurement.estimate(18.5, 0.5)).isEqualTo(new Measurement(18.5, 18, 19, List.of(18.5)));
    }

    @Test
    void settingsOutOfRangeAreRefusedWithTheValue() {
        assertThatThrownBy(() -> BenchmarkSettings.standard().withRepetitions(0))
                .hasMessage("repetitions must be at least 1, not 0");
        assertThatThrownBy(() -> BenchmarkSettings.standard().withPromptTokens(7))
                .hasMessage("prompt tokens must be at least 8, not 7");
    }
}
