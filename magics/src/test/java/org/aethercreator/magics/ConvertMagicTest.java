package org.aethercreator.magics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import org.aethercreator.convert.ConvertedModel;
import org.aethercreator.convert.export.ExportedModel;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.hub.SampleModel;
import org.aethercreator.kernel.magic.MagicCall;
import org.aethercreator.kernel.magic.MagicException;
import org.aethercreator.progress.Progress;
import org.aethercreator.report.ConversionReport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

@Tag("real")
class ConvertMagicTest {
    @TempDir
    private Path folder;

    private RecordingContext notebook;

    @BeforeEach
    void openNotebook() throws Exception {
        notebook = new RecordingContext(folder);
        notebook.variables.put("sample", SampleModel.SMOLLM2_135M_INSTRUCT.fetch(Progress.none()));
    }

    private Object run(String arguments) throws Exception {
        return new ConvertMagic().run(new MagicCall(arguments, null, notebook));
    }

    private String message(String arguments) {
        return catchThrowableOfType(MagicException.class, () -> run(arguments)).getMessage();
    }

    @Test
    void aGgufFileBecomesAFolderAndTheFolderAGgufFile() throws Exception {
        Table exported = (Table) run("sample --type BF16 --output SmolLM2-135M-Instruct --as base");

        assertThat(exported.doubleColumn("Parameters (M)").get(0)).isEqualTo(134.515008);
        assertThat(notebook.variables.get("base")).isInstanceOf(ExportedModel.class);

        ConversionReport report = (ConversionReport) run("SmolLM2-135M-Instruct --output out --as model");

        assertThat(report.table().stringColumn("Type").get(0)).isEqualTo("BF16");
        assertThat(report.table().stringColumn("Tensors").get(0)).isEqualTo("211 BF16, 61 F32");
        assertThat(report.table().longColumn("Files").get(0)).isEqualTo(1);
        assertThat(report.html()).contains("token_embd.weight", "576 × 49152", "Quantize ");
        ConvertedModel model = (ConvertedModel) notebook.variables.get("model");
        try (GgufFile file = GgufFile.open(model.file())) {
            assertThat(file.metadata().string("tokenizer.ggml.pre")).contains("smollm");
            assertThat(file.metadata().string("tokenizer.chat_template")).isPresent();
        }
        assertThat(message("SmolLM2-135M-Instruct --output out")).contains("exists");
    }

    @Test
    void whatCannotBeConvertedIsTold() throws Exception {
        assertThat(message("nowhere")).contains("nowhere");
        assertThat(message("nobody/never-made-model"))
                .isEqualTo(
                        "There is no folder nobody/never-made-model here, and the model has not been downloaded: %hub"
                                + " get nobody/never-made-model does that.");
        assertThat(message("sample --type Q8_0 --output q"))
                .isEqualTo("A Hugging Face folder holds no Q8_0 weights; choose --type F16, BF16 or F32.");
        assertThat(message("sample --split 1GB --output q"))
                .isEqualTo("--split is for making a GGUF file; the weights in a folder are split at 5 GB.");
        assertThat(message("sample --type Q4_K_M --output q")).contains("unknown type 'Q4_K_M'", "quantize the result");
        Files.createDirectories(folder.resolve("empty"));
        assertThat(message("empty")).contains("config.json");
        assertThat(folder.resolve("q")).doesNotExist();
    }
}
