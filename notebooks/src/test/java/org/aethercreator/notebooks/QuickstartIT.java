package org.aethercreator.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.aethercreator.hub.SampleModel;
import org.aethercreator.progress.Progress;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code 01-quickstart.ipynb} on the real model: what a newcomer sees. */
@Tag("real")
class QuickstartIT {
    private static final List<String> TYPES = List.of("Q8_0", "Q4_K_M", "Q2_K");

    private static ExecutedNotebook notebook;

    @BeforeAll
    static void execute() throws Exception {
        SampleModel.SMOLLM2_135M_INSTRUCT.fetch(Progress.none());
        notebook = TestJupyter.run("01-quickstart.ipynb");
    }

    private static ExecutedCell cell(String start) {
        return TestJupyter.cell(notebook, start);
    }

    @Test
    void theModelIsDescribed() {
        List<ShownTable> tables = ShownTable.of(cell("%gguf"));

        assertThat(tables.get(0).column("Value")).contains("llama", "134,515,008", "8,192 tokens", "yes");
        assertThat(tables.get(1).column("Part")).startsWith("Weights", "Cache of keys and values");
        assertThat(tables.get(2).numbers("Cache (MiB)")).containsExactly(45.0, 90.0, 180.0);
        assertThat(tables.get(2).column("Runs in")).doesNotContain("does not fit");
    }

    @Test
    void theModelfileIsColouredExplainedAndReadyForOllama() {
        String html = cell("%%modelfile").displayed("text/html").get(0);

        assertThat(html).contains(">PARAMETER</span>", "title=\"", "temperature", "You are a terse Java tutor");
        assertThat(html).contains("ollama create coder -f coder.Modelfile");
    }

    @Test
    void theModelAnswersWithinTheModelfilesLimit() {
        String answer = cell("%%chat").standardOutput();

        assertThat(answer)
                .hasSizeGreaterThan(40)
                .containsPattern("\\[\\d+ tokens, [0-9.]+ tokens/s, first after \\d+ ms");
    }

    @Test
    void copiesOfEveryTypeAreMade() {
        ShownTable table = ShownTable.of(cell("%quantize")).get(0);

        assertThat(table.column("Type")).isEqualTo(TYPES);
        List<Double> sizes = table.numbers("Size (MB)");
        assertThat(sizes.get(0)).isBetween(140.0, 150.0);
        assertThat(sizes.get(1)).isBetween(100.0, 110.0);
        assertThat(sizes.get(2)).isBetween(80.0, 95.0);
        assertThat(cell("%quantize").displayed("text/html")).anyMatch(html -> html.contains("<progress"));
    }

    @Test
    void allFourFilesAreMeasured() {
        ExecutedCell bench = cell("%%bench");
        ShownTable table = ShownTable.of(bench).get(0);

        assertThat(table.columns())
                .containsExactly(
                        "Model",
                        "File size (MB)",
                        "Load time (s)",
                        "Time to first token (ms)",
                        "Prompt speed (tokens/s)",
                        "Generation speed (tokens/s)",
                        "Peak memory (MiB)",
                        "Perplexity",
                        "±");
        assertThat(table.rows()).hasSize(4);
        assertThat(table.numbers("Prompt speed (tokens/s)")).allMatch(speed -> speed > 1 && speed < 100_000);
        assertThat(table.numbers("Generation speed (tokens/s)")).allMatch(speed -> speed > 0.5 && speed < 10_000);
        assertThat(table.numbers("Peak memory (MiB)")).allMatch(memory -> memory > 80 && memory < 2_000);
        List<Double> perplexity = table.numbers("Perplexity");
        assertThat(perplexity).allMatch(value -> value > 5 && value < 200);
        assertThat(perplexity.get(3)).as("two bits lose more than eight").isGreaterThan(perplexity.get(1));
        assertThat(bench.displayed("text/html").get(bench.displayed("text/html").size() - 1))
                .contains("alt=\"Bar chart “Prompt speed", "Perplexity against file size");
        assertThat(notebook.file().resolveSibling("benchmarks"))
                .isDirectoryContaining("glob:**/result.{json,csv,html}");
    }

    @Test
    void theLibraryAloneDoesTheSame() {
        ExecutedCell plain = cell("try (GgufFile");

        assertThat(plain.error()).isEmpty();
        assertThat(plain.standardOutput()).startsWith("llama, 134515008 parameters");
        assertThat(ShownTable.of(plain).get(0).rows()).hasSize(2);
    }

    @Test
    void everyTableAndChartIsVisibleInJupyterLab() throws Exception {
        LabPage page = TestJupyter.look("01-quickstart.ipynb");

        assertThat(page.tables()).hasSizeGreaterThanOrEqualTo(5).allMatch(table -> table.width() > 100);
        assertThat(page.charts()).allMatch(picture -> picture.width() > 300 && picture.height() > 30);
        assertThat(page.charts().stream().filter(picture -> picture.height() > 150))
                .as("charts of the figures, beside the bars of memory")
                .hasSize(5);
    }
}
