package org.aethercreator.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code 03-from-hugging-face.ipynb} on the real model, from the cache of the hub's Python client. */
@Tag("real")
class HuggingFaceNotebookIT {
    private static ExecutedNotebook notebook;

    @BeforeAll
    static void execute() throws Exception {
        notebook = TestJupyter.run("03-from-hugging-face.ipynb");
    }

    private static String shown(String start) {
        return String.join("\n", TestJupyter.cell(notebook, start).displayed("text/plain"));
    }

    @Test
    void whatPythonWouldHaveDownloadedIsFoundInItsCache() {
        assertThat(shown("%hub get")).contains("model.safetensors", "SHA-256 ", "git ", "5 files, 271.3 MB");
    }

    @Test
    void theConvertedModelIsShownWithItsTensors() {
        assertThat(shown("%convert base"))
                .contains("llama", "F16", "134.5", "61 F32")
                .contains("Next: ");
    }

    @Test
    void theConvertedModelKnowsTheCapitalOfFrance() {
        assertThat(TestJupyter.cell(notebook, "LoadOptions options").standardOutput())
                .contains("Paris");
    }

    @Test
    void thereAndBackAgainNothingIsLost() {
        assertThat(TestJupyter.cell(notebook, "ConvertedModel again").standardOutput())
                .isEqualTo("272 of 272 tensors are the same, bit by bit.\n");
    }
}
