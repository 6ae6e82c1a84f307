package org.aethercreator.magics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import org.aethercreator.hub.SampleModel;
import org.aethercreator.kernel.magic.MagicCall;
import org.aethercreator.kernel.magic.MagicException;
import org.aethercreator.magics.render.LibraryRenderers;
import org.aethercreator.progress.Progress;
import org.aethercreator.report.QuantizationReport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("real")
class QuantizeMagicTest {
    @TempDir
    private Path folder;

    private RecordingContext notebook;

    @BeforeEach
    void openNotebook() throws Exception {
        notebook = new RecordingContext(folder);
        notebook.variables.put("model", SampleModel.SMOLLM2_135M_INSTRUCT.fetch(Progress.none()));
    }

    private Object run(String arguments) throws Exception {
        return new QuantizeMagic().run(new MagicCall(arguments, null, notebook));
    }

    private String message(String arguments) {
        return catchThrowableOfType(MagicException.class, () -> run(arguments)).getMessage();
    }

    @Test
    void singleTensorsGetTheirOwnTypeAndErrorsAreShown() throws Exception {
        QuantizationReport report = (QuantizationReport)
                run("model --types Q8_0 --output out --errors --tensor blk.0.*=F16 --tensor token_embd.weight=Q5_0");

        assertThat(report.table().stringColumn("Tensors").get(0)).isEqualTo("61 F32, 7 F16, 1 Q5_0, 203 Q8_0");
        assertThat(report.table().doubleColumn("Error (%)").get(0)).isBetween(0.1, 5.0);
        assertThat(folder.resolve("out/SmolLM2-135M-Instruct-Q8_0.gguf")).exists();
    }

    @Test
    void wrongRulesAndMatricesAreTold() {
        assertThat(message("model --types Q8_0 --output out --tensor blk.0.*"))
                .contains("the rule 'blk.0.*' names no type; write PATTERN=TYPE");
        assertThat(message("model --types Q8_0 --output out --tensor blk.99.*=Q8_0"))
                .contains("the pattern 'blk.99.*' matches no tensor");
        assertThat(message("model --types IQ2_XS --output out"))
                .contains("IQ2_XS gives garbage without an importance matrix");
        assertThat(message("model --types Q4_K_M --output out --imatrix none.dat"))
                .contains("there is no such importance matrix");
    }

    @Test
    void aSizeIsKeptAndItsPriceShown() throws Exception {
        LibraryRenderers.register(notebook.renderers());

        QuantizationReport report = (QuantizationReport) run("model --fit 95MB --output out --as fitted");

        // What has 4 bits already loses nothing as it is, so the embedding is all that shrinks.
        assertThat(report.table().stringColumn("Tensors").get(0)).isEqualTo("61 F32, 210 Q4_1, 1 Q5_1");
        Path file = folder.resolve("out/SmolLM2-135M-Instruct-95MB.gguf");
        assertThat(Files.size(file)).isBetween(89_000_000L, 95_000_000L);
        assertThat(report.table().stringColumn("File").get(0)).isEqualTo("SmolLM2-135M-Instruct-95MB.gguf");
        assertThat(notebook.displayed).anySatisfy(bundle -> assertThat(bundle.toString())
                .contains("What each tensor costs and buys", "What a size buys", "Up to 89."));
    }

    @Test
    void sizesAndTypesExcludeEachOther() {
        String either =
                "Say either which types to make, such as --types Q4_K_M,Q8_0, or how large the copy may be, such"
                        + " as --fit 6GB.";
        assertThat(message("model")).isEqualTo(either);
        assertThat(message("model --types Q8_0 --fit 95MB")).isEqualTo(either);
        assertThat(message("model --fit 95MB --tensor blk.0.*=Q8_0"))
                .isEqualTo(
                        "--fit chooses the type of every tensor, so --tensor has no place beside it; leave out one of"
                                + " them.");
        assertThat(message("model --fit tiny")).startsWith("'tiny' is no size; write a number and a unit");
        assertThat(message("model --fit 10MB --output out"))
                .matches("the model takes at least \\d+ bytes, but only 10000000 are allowed; allow more, or take a"
                        + " smaller model");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void aVariableThatHoldsNoMatrixIsTold() {
        notebook.variables.put("seven", 7);

        assertThat(message("model --types Q8_0 --output out --imatrix seven"))
                .isEqualTo(
                        "The variable seven is a java.lang.Integer; an importance matrix is named by its file, or by a"
                                + " variable that holds an ImportanceMatrix, as %imatrix --as gives it.");
    }
}
