package org.aethercreator.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.aethercreator.gguf.GgmlType;
import org.aethercreator.quantize.Sensitivity;
import org.aethercreator.quantize.TensorSensitivity;
import org.aethercreator.quantize.TypeChoice;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class SizeFitReportTest {
    private static final Sensitivity SENSITIVITY = new Sensitivity(
            List.of(
                    new TensorSensitivity(
                            "blk.0.ffn_up.weight",
                            1,
                            List.of(
                                    new TypeChoice(GgmlType.Q4_K, 1_000_000, 0.01),
                                    new TypeChoice(GgmlType.Q8_0, 2_000_000, 0.0001))),
                    new TensorSensitivity(
                            "output.weight",
                            1,
                            List.of(
                                    new TypeChoice(GgmlType.Q4_K, 10_000_000, 0.0025),
                                    new TypeChoice(GgmlType.Q8_0, 20_000_000, 0.0001)))),
            500_000);

    private final SizeFitReport report = SizeFitReport.of(SENSITIVITY, SENSITIVITY.fit(13_000_000));

    @Test
    void eachTensorShowsWhatItCostsAndWhatMoreWouldBuy() {
        Table table = report.table();

        assertThat(table.stringColumn("Tensor").asList()).containsExactly("output.weight", "blk.0.ffn_up.weight");
        assertThat(table.stringColumn("Type").asList()).containsExactly("Q4_K", "Q8_0");
        assertThat(table.doubleColumn("Error (%)").asList()).containsExactly(5.0, 1.0);
        assertThat(table.stringColumn("Next type").asList()).containsExactly("Q8_0", "–");
        assertThat(table.doubleColumn("Costs (MB)").get(0)).isEqualTo(10.0);
        assertThat(table.doubleColumn("Costs (MB)").isMissing(1)).isTrue();
        assertThat(table.doubleColumn("Error then (%)").get(0)).isEqualTo(1.0);
    }

    @Test
    void possibleSizesAreTold() {
        assertThat(report.words())
                .isEqualTo("Up to 12.5 MB, chosen for the least loss; this model can have 11.5 to 22.5 MB.");
        assertThat(report.lossBySize().words()).contains("What a size buys", "Chosen: 12.5 0.0026");
    }

    @Test
    void htmlHasWordsChartAndTable() {
        assertThat(report.html())
                .startsWith("<p>Up to 12.5 MB")
                .contains("<img src=\"data:image/svg+xml", "What each tensor costs and buys");
    }
}
