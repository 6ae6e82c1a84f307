package org.aethercreator.magics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import org.aethercreator.hub.SampleModel;
import org.aethercreator.kernel.magic.MagicCall;
import org.aethercreator.kernel.magic.MagicException;
import org.aethercreator.progress.Progress;
import org.aethercreator.quantize.imatrix.ImportanceMatrix;
import org.aethercreator.report.ImatrixReport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImatrixMagicTest {
    @TempDir
    private Path folder;

    private RecordingContext notebook;

    @BeforeEach
    void openNotebook() {
        notebook = new RecordingContext(folder);
    }

    private Object run(String arguments) throws Exception {
        return new ImatrixMagic().run(new MagicCall(arguments, null, notebook));
    }

    private String message(String arguments) {
        return catchThrowableOfType(MagicException.class, () -> run(arguments)).getMessage();
    }

    @Test
    @Tag("real")
    void theMatrixIsCollectedKeptAndShown() throws Exception {
        notebook.variables.put("model", SampleModel.SMOLLM2_135M_INSTRUCT.fetch(Progress.none()));

        ImatrixReport report =
                (ImatrixReport) run("model --context 64 --chunks 2 --output m.imatrix.gguf --as importance");

        ImportanceMatrix saved = ImportanceMatrix.read(folder.resolve("m.imatrix.gguf"));
        assertThat(saved.tensors()).isEqualTo(report.matrix().tensors()).hasSize(210);
        assertThat(notebook.variables.get("importance")).isSameAs(report.matrix());
        assertThat(notebook.types).containsEntry("importance", ImportanceMatrix.class.getName());
        assertThat(notebook.displayed).as("bars of loading and collecting").hasSize(2);
        assertThat(notebook.displayed.get(1).toString()).contains("importance matrix: 100 %, 128 tokens of 128 tokens");
        assertThat(notebook.printed.toString())
                .startsWith("Saved " + folder.resolve("m.imatrix.gguf"))
                .contains("Note: The matrix comes from 128 tokens only");
        assertThat(report.html()).contains("<p>210 tensors, from 2 chunks of 64 tokens of calibration.</p>");
        assertThat(message("model --context 64 --chunks 2 --output m.imatrix.gguf"))
                .isEqualTo(folder.resolve("m.imatrix.gguf")
                        + ": the file exists; delete it, name another file, or ask to overwrite it");
    }

    @Test
    @Tag("real")
    void aShortTextIsRefusedWithWhatIsNeeded() throws Exception {
        notebook.variables.put("model", SampleModel.SMOLLM2_135M_INSTRUCT.fetch(Progress.none()));
        Files.writeString(folder.resolve("short.txt"), "Once upon a time.");

        assertThat(message("model --text short.txt --output m.dat"))
                .isEqualTo(
                        "The calibration text has 5 tokens, but at least 1024 are needed (2 chunks of 512), and some "
                                + "ten thousand are better; give a longer text or choose smaller chunks.");
    }

    /** Two collections in one: the first is interrupted at its first checkpoint. */
    @Test
    @Tag("real")
    void anInterruptedCollectionIsResumed() throws Exception {
        notebook.variables.put("model", SampleModel.SMOLLM2_135M_INSTRUCT.fetch(Progress.none()));
        Path checkpoint = folder.resolve("m.gguf.checkpoint");
        notebook.onUpdate = () -> {
            if (Files.exists(checkpoint)) {
                Thread.currentThread().interrupt();
            }
        };

        assertThat(message("model --context 32 --chunks 60 --output m.gguf"))
                .matches("interrupted; \\d+ of 60 chunks are kept in \\Q" + checkpoint
                        + "\\E: continue from that file to go on\\. The option --resume does that\\.");

        notebook.onUpdate = () -> {};
        run("model --context 32 --chunks 60 --output m.gguf --resume");
        assertThat(ImportanceMatrix.read(folder.resolve("m.gguf")).chunkCount()).isEqualTo(60);
        assertThat(checkpoint).doesNotExist();
    }

    @Test
    void aMissingTextIsNamed() {
        assertThat(message("model.gguf --text nothing.txt"))
                .startsWith(folder.resolve("nothing.txt").toString());
    }

    @Test
    void anEmptyTextIsRefused() throws Exception {
        Files.createFile(folder.resolve("empty.txt"));

        assertThat(message("model.gguf --text empty.txt")).startsWith("the calibration text empty.txt is empty; ");
    }

    @Test
    void aMissingModelIsNamed() {
        assertThat(message("nothing.gguf")).startsWith(folder.resolve("nothing.gguf") + ": ");
    }

    @Test
    void helpListsEveryOption() throws Exception {
        assertThat(run("--help")).isNull();
        assertThat(notebook.printed.toString())
                .startsWith("Usage: %imatrix")
                .contains(
                        "--text=FILE", "--chunks=N", "--context=TOKENS", "--output=FILE", "--resume", "--as=VARIABLE");
    }

    @Test
    void optionsAreCompleted() {
        assertThat(new ImatrixMagic().complete("model.gguf --res", notebook)).containsExactly("--resume");
    }
}
