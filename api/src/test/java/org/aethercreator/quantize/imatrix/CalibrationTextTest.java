package org.aethercreator.quantize.imatrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.aethercreator.bench.BenchmarkText;
import org.junit.jupiter.api.Test;

class CalibrationTextTest {
    @Test
    void sharesNoLineWithTheTextThatResultsAreMeasuredOn() {
        Set<String> lines =
                new HashSet<>(Arrays.asList(CalibrationText.bundled().content().split("\n")));
        lines.remove("");
        assertThat(lines).hasSizeGreaterThan(200);
        assertThat(lines)
                .doesNotContainAnyElementsOf(
                        Arrays.asList(BenchmarkText.bundled().content().split("\n+")));
    }

    @Test
    void emptyTextIsRefused() {
        assertThatThrownBy(() -> new CalibrationText("mine.txt", " \n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the calibration text mine.txt is empty; give a text of some ten thousand words like those "
                        + "that the model will read and write");
    }
}
