package org.aethercreator.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.aethercreator.hub.SampleModel;
import org.aethercreator.progress.Progress;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code 04-quantize.ipynb} on the real model. */
@Tag("real")
class QuantizeNotebookIT {
    private static ExecutedNotebook notebook;

    @BeforeAll
    static void execute() throws Exception {
        SampleModel.SMOLLM2_135M_INSTRUCT.fetch(Progress.none());
        notebook = TestJupyter.run("04-quantize.ipynb");
    }

    private static ExecutedCell cell(String start) {
        return TestJupyter.cell(notebook, start);
    }

    private static String shown(ExecutedCell cell) {
        return String.join("\n", cell.displayed("text/html"));
    }

    @Test
    void importanceOfEveryObservedTensorIsShown() {
        ExecutedCell imatrix = cell("%imatrix");

        assertThat(shown(imatrix)).contains("210 tensors, from 6 chunks of 512 tokens of calibration.", "Line chart");
        assertThat(imatrix.standardOutput()).contains("Saved ");
    }

    @Test
    void errorsGrowAsBitsShrink() {
        ExecutedCell quantize = cell("%quantize original --types Q8_0,Q4_K_M,Q4_0");
        ShownTable table = ShownTable.of(quantize).get(0);

        assertThat(table.column("Type")).containsExactly("Q8_0", "Q4_K_M", "Q4_0");
        List<Double> errors = table.numbers("Error (%)");
        assertThat(errors.get(0)).isBetween(0.1, 2.0);
        assertThat(errors.get(1)).isGreaterThan(errors.get(0));
        assertThat(errors.get(2)).isGreaterThan(errors.get(1));
        assertThat(shown(quantize)).contains("Errors of tensors, worst first", "Error by layer", "Weighted error (%)");
    }

    @Test
    void theFileFitsIntoTheSizeAndItsPriceIsShown() throws Exception {
        ExecutedCell fit = cell("%quantize original --fit 92MB");
        Path file = notebook.file().resolveSibling("quantized/SmolLM2-135M-Instruct-92MB.gguf");

        assertThat(Files.size(file)).isBetween(91_000_000L, 92_000_000L);
        assertThat(shown(fit)).contains("What a size buys", "What each tensor costs and buys");
    }

    @Test
    void predictionsAreNearestTheOriginalsWithMostBits() {
        ShownTable table = ShownTable.of(cell("Path base")).get(0);

        List<Double> divergence = table.numbers("KL divergence");
        assertThat(divergence).hasSize(4);
        assertThat(divergence.get(0)).as("Q8_0").isBetween(0.0, 0.02);
        assertThat(divergence.get(1)).as("Q4_K_M").isGreaterThan(divergence.get(0));
        assertThat(divergence.get(2)).as("Q4_0").isGreaterThan(divergence.get(1));
        assertThat(table.numbers("Same top token (%)").get(0)).isBetween(90.0, 100.0);
    }

    @Test
    void theLibraryAloneDoesTheSame() throws Exception {
        ExecutedCell plain = cell("ImportanceMatrix matrix");

        assertThat(plain.error()).isEmpty();
        long sizeBytes = Long.parseLong(plain.displayed("text/plain").get(0).strip());
        assertThat(plain.standardOutput()).startsWith("Q5_K_M: ");
        assertThat(Files.size(notebook.file().resolveSibling("quantized/SmolLM2-135M-Instruct-Q5_K_M.gguf")))
                .isEqualTo(sizeBytes);
    }
}
