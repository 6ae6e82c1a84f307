package org.aethercreator.magics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import org.aethercreator.gguf.GgufModel;
import org.aethercreator.hub.SampleModel;
import org.aethercreator.kernel.magic.MagicCall;
import org.aethercreator.kernel.magic.MagicException;
import org.aethercreator.progress.Progress;
import org.aethercreator.report.ModelReport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GgufMagicTest {
    @TempDir
    private Path folder;

    private RecordingContext notebook;

    @BeforeEach
    void openNotebook() {
        notebook = new RecordingContext(folder);
    }

    private Object run(String arguments) throws Exception {
        return new GgufMagic().run(new MagicCall(arguments, null, notebook));
    }

    private String message(String arguments) {
        return catchThrowableOfType(MagicException.class, () -> run(arguments)).getMessage();
    }

    @Test
    @Tag("real")
    void anUnquantizedModelIsToldWhatToQuantizeItTo() throws Exception {
        notebook.variables.put("model", SampleModel.SMOLLM2_135M_INSTRUCT.fetch(Progress.none()));
        new QuantizeMagic().run(new MagicCall("model --types F16 --output out", null, notebook));

        ModelReport report = (ModelReport) run("out/SmolLM2-135M-Instruct-F16.gguf");

        assertThat(report.html())
                .contains("To quantize: Q8_0 keeps nearly all quality of a model with 0.13 billion parameters");
        assertThat(((ModelReport) run("model")).html()).doesNotContain("To quantize");
    }

    @Test
    @Tag("real")
    void aModelIsDescribedWithItsMemory() throws Exception {
        notebook.variables.put("model", SampleModel.SMOLLM2_135M_INSTRUCT.fetch(Progress.none()));

        ModelReport report = (ModelReport) run("model --tensors --metadata --as facts");

        assertThat(report.facts().stringColumn("Value").asList())
                .contains("llama", "134,515,008", "8,192 tokens", "49,152 tokens");
        assertThat(report.memory().longColumn("Context (tokens)").asList()).containsExactly(2048L, 4096L, 8192L);
        assertThat(report.memory().doubleColumn("Cache (MiB)").get(0)).isEqualTo(45.0);
        assertThat(report.html()).contains("<details><summary>Chat template (Jinja)</summary>", "&lt;|im_start|&gt;");
        assertThat(notebook.displayed).as("tensors and metadata").hasSize(2);
        assertThat(notebook.types).containsEntry("facts", GgufModel.class.getName());
    }

    @Test
    void anUnknownOptionIsNamedWithWhatIsAllowed() {
        assertThat(message("model.gguf --tensor"))
                .isEqualTo(
                        "Unknown option: '--tensor'. Did you mean --tensors?" + " %gguf --help lists what is allowed.");
    }

    @Test
    void aMissingModelIsAskedFor() {
        assertThat(message("")).isEqualTo("Missing required parameter: 'MODEL'. %gguf --help lists what is allowed.");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThat(message("nothing.gguf")).startsWith(folder.resolve("nothing.gguf") + ": ");
    }

    @Test
    void aVariableThatHoldsNoModelIsExplained() {
        notebook.variables.put("count", 7);

        assertThat(message("count"))
                .isEqualTo("The variable count is a java.lang.Integer; a model is named by a path, a GgufFile, a"
                        + " Modelfile, a ConvertedModel, a QuantizedModel or a list of these.");
    }

    @Test
    void aTextFileIsNoModel() throws Exception {
        Files.writeString(folder.resolve("notes.txt"), "These are notes, long enough to have a header's length.");

        assertThat(message("notes.txt")).contains("notes.txt").doesNotContain("Exception");
    }

    @Test
    void helpListsEveryOption() throws Exception {
        assertThat(run("--help")).isNull();
        assertThat(notebook.printed.toString())
                .startsWith("Usage: %gguf")
                .contains("--tensors", "--metadata", "--as=VARIABLE", "--trace");
    }

    @Test
    void optionsAreCompleted() {
        assertThat(new GgufMagic().complete("model.gguf --te", notebook)).containsExactly("--tensors");
    }
}
