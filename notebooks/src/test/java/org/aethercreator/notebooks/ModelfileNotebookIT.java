package org.aethercreator.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.aethercreator.hub.SampleModel;
import org.aethercreator.progress.Progress;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code 02-modelfile.ipynb} on the real model. */
@Tag("real")
class ModelfileNotebookIT {
    private static ExecutedNotebook notebook;

    @BeforeAll
    static void execute() throws Exception {
        SampleModel.SMOLLM2_135M_INSTRUCT.fetch(Progress.none());
        notebook = TestJupyter.run("02-modelfile.ipynb");
    }

    private static ExecutedCell cell(String start) {
        return TestJupyter.cell(notebook, start);
    }

    /** What is shown, without its markup. */
    private static String shown(ExecutedCell cell) {
        return String.join("\n", cell.displayed("text/plain"));
    }

    @Test
    void theModelfileHasThePresetsValuesAndFits() {
        assertThat(shown(cell("%%modelfile tutor")))
                .contains("PARAMETER num_ctx 4096", "PARAMETER temperature", "SYSTEM \"\"\"You are a terse Java tutor.")
                .contains("ollama create tutor")
                .doesNotContain("Error, line", "Warning, line");
    }

    @Test
    void everyMistakeIsFoundInItsLine() {
        assertThat(shown(cell("%%modelfile mistaken")))
                .contains(
                        "Error, line 2: ",
                        "Warning, line 3: ",
                        "Warning, line 4: ",
                        "Warning, line 5: ",
                        "Warning, line 6: ",
                        "Warning, line 7: ");
    }

    @Test
    void anOldOllamaHonoursMirostat() {
        assertThat(shown(cell("%%modelfile old"))).doesNotContain("Error, line", "line 2: ");
    }

    @Test
    void whatIsRecommendedStandsInTheModelfile() {
        assertThat(shown(cell("%%modelfile coder")))
                .contains("PARAMETER num_ctx ", "PARAMETER num_gpu ", "PARAMETER num_thread ", "PARAMETER num_batch ")
                .doesNotContain("Error, line");
    }

    @Test
    void theTemplateIsTheModelsOwn() {
        assertThat(cell("ChatTemplate own").standardOutput()).endsWith("The same as the model's own.\n");
    }

    @Test
    void aTemplateIsDerivedThatOllamaUses() {
        assertThat(shown(cell("%%modelfile exact")))
                .contains("TEMPLATE \"\"\"", "<|im_start|>", "PARAMETER num_ctx 4096")
                .doesNotContain("Error, line", "Warning, line");
    }

    @Test
    void theLibraryAloneDoesTheSame() {
        assertThat(cell("Modelfile terse").standardOutput())
                .contains("GPU")
                .contains("SYSTEM You are a terse Java tutor.");
        assertThat(notebook.file().resolveSibling("terse.Modelfile")).satisfies(Files::exists);
    }
}
