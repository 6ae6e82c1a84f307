package org.aethercreator.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.aethercreator.gguf.GgmlType;
import org.aethercreator.quantize.QuantizationType;
import org.aethercreator.quantize.QuantizedModel;
import org.aethercreator.quantize.TensorError;
import org.junit.jupiter.api.Test;

class QuantizationReportTest {
    private static final TensorError SMALL =
            new TensorError("blk.0.ffn_up.weight", GgmlType.Q4_K, 100, 60, 2, 0.1, 0.99, OptionalDouble.of(0.09));
    private static final TensorError LARGE =
            new TensorError("blk.1.ffn_up.weight", GgmlType.Q4_K, 100, 60, 1, 0.1, 0.98, OptionalDouble.empty());

    private static QuantizedModel model(List<TensorError> errors) {
        Path file = Path.of("m-Q4_K_M.gguf");
        return new QuantizedModel(
                file,
                List.of(file),
                QuantizationType.Q4_K_M,
                1_000_000,
                4.8,
                Map.of(GgmlType.Q4_K, 2),
                false,
                Duration.ofSeconds(1),
                1,
                errors);
    }

    @Test
    void errorsAreListedWorstFirst() {
        QuantizationReport report = QuantizationReport.of(List.of(model(List.of(SMALL, LARGE))));

        assertThat(report.errors().stringColumn("Tensor").asList())
                .containsExactly("blk.1.ffn_up.weight", "blk.0.ffn_up.weight");
        assertThat(report.errors().doubleColumn("Error (%)").asList()).containsExactly(10.0, 5.0);
        assertThat(report.table().doubleColumn("Error (%)").get(0)).isEqualTo(100 * Math.sqrt(0.02 / 5));
        assertThat(report.errorsByLayer().words()).contains("m-Q4_K_M.gguf: 0 5, 1 10.");
        assertThat(report.html()).contains("<details><summary>Errors of tensors, worst first</summary>");
    }

    @Test
    void whatWasNotMeasuredIsNotShown() {
        QuantizationReport report = QuantizationReport.of(List.of(model(List.of())));

        assertThat(report.table().columnNames()).doesNotContain("Error (%)");
        assertThat(report.html()).doesNotContain("Errors of tensors", "<img");
    }
}
