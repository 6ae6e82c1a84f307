package org.aethercreator.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.aethercreator.hub.SampleModel;
import org.aethercreator.progress.Progress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stock JJava, as pip installs it, with our jars on its class path. */
class JJavaIT {
    @TempDir
    private Path folder;

    @Test
    void magicsFindAllThatTheyNeed() throws Exception {
        Path probe = TestJupyter.FOLDERS.notebooks().resolve("target/test-classes");

        List<ExecutedCell> cells = runInJJava(
                probe + File.pathSeparator + TestJupyter.FOLDERS.kernelClassPath(),
                "var given = 6 * 7;",
                "%probe --name \"two words\" it's",
                "%%probe\nline 1\nline 2",
                "probed.body().lines().count() + words.size()",
                "probed",
                "new LongAdder().sum()",
                "%probe fail");

        ExecutedCell line = cells.get(1);
        assertThat(line.standardOutput()).isEqualTo("printed by the magic\n");
        assertThat(line.displayed("text/plain"))
                .containsExactly("updated", "Probed[words=[--name, two words, it's], body=null, seen=42]");
        assertThat(line.displayed("text/html")).containsExactly("<b>3 words</b>");
        assertThat(cells.get(2).displayed("text/html")).containsExactly("<b>0 words</b>");
        assertThat(cells.get(3).displayed("text/plain")).containsExactly("2");
        assertThat(cells.get(4).displayed("text/html")).containsExactly("<b>0 words</b>");
        assertThat(cells.get(5).displayed("text/plain")).containsExactly("0");
        assertThat(cells.get(6).error().orElseThrow().traceback())
                .endsWith("Caused by: org.aethercreator.kernel.magic.MagicException: there is no such thing as a fail");
    }

    @Test
    @Tag("real")
    void ourMagicsWorkOnARealModel() throws Exception {
        SampleModel.SMOLLM2_135M_INSTRUCT.fetch(Progress.none());

        List<ExecutedCell> cells = runInJJava(
                TestJupyter.FOLDERS.kernelClassPath(),
                "var model = SampleModel.SMOLLM2_135M_INSTRUCT.fetch(Progress.none());",
                "%gguf model",
                "%%modelfile coder --from model --preset coding-focus\nPARAMETER num_predict 20",
                "%%chat coder\nHello",
                "%quantize model --types Q8_0 --output quantized --as quants",
                "quants.get(0).type()",
                """
                %%bench quick
                models: quants
                repetitions: 1
                generated-tokens: 8
                windows: 0""");

        assertThat(cells).allSatisfy(cell -> assertThat(cell.error()).isEmpty());
        assertThat(ShownTable.of(cells.get(1)).get(0).column("Value")).contains("134,515,008");
        assertThat(cells.get(2).displayed("text/html").get(0)).contains("ollama create coder");
        assertThat(cells.get(3).standardOutput()).containsPattern("\\[\\d+ tokens, ");
        assertThat(ShownTable.of(cells.get(4)).get(0).column("Type")).containsExactly("Q8_0");
        assertThat(cells.get(5).displayed("text/plain")).containsExactly("Q8_0");
        assertThat(ShownTable.of(cells.get(6)).get(0).columns()).contains("Prompt speed (tokens/s)");
    }

    private List<ExecutedCell> runInJJava(String classPath, String... cells) throws Exception {
        JupyterEnvironment environment = TestJupyter.environment().with("JJAVA_CLASSPATH", classPath);
        return TestJupyter.runCells(environment, "java", folder, cells);
    }
}
