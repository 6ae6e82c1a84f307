package org.aethercreator.notebooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The installed kernel in a real Jupyter, and how notebooks are executed on it. */
class KernelIT {
    @TempDir
    private Path folder;

    @Test
    void cellsRunOnOneKernelAndAnErrorStopsNone() throws Exception {
        List<ExecutedCell> cells = TestJupyter.runCells(
                folder,
                "int x = 3;",
                "x / 0",
                "System.out.println(\"out\"); System.err.println(\"err\"); x + 1",
                "Path.of(\"\").toAbsolutePath().toString()");

        assertThat(cells.get(0).displays()).isEmpty();
        assertThat(cells.get(1).error().orElseThrow().message()).isEqualTo("/ by zero");
        assertThat(cells.get(2).standardOutput()).isEqualTo("out\n");
        assertThat(cells.get(2).standardError()).isEqualTo("err\n");
        assertThat(cells.get(2).displayed("text/plain")).containsExactly("4");
        assertThat(cells.get(3).displayed("text/plain"))
                .containsExactly(folder.toRealPath().toString());
    }

    @Test
    void aFailingCellIsPrintedWithItsErrorAndTheCopyIsKept() throws Exception {
        Path source =
                TestJupyter.write(folder.resolve("source.ipynb"), "1 + 1", "int y = 0;\n7 / y", "\"not reached\"");
        Path target = folder.resolve("executed/source.ipynb");
        ByteArrayOutputStream console = new ByteArrayOutputStream();
        NotebookRunner runner = new NotebookRunner(
                TestJupyter.environment(), TestJupyter.FOLDERS, new PrintStream(console, true, StandardCharsets.UTF_8));
        byte[] before = Files.readAllBytes(source);

        Throwable thrown = catchThrowable(() -> runner.run(source, target, List.of()));

        assertThat(thrown)
                .isInstanceOf(NotebookFailedException.class)
                .hasMessage(
                        "The notebook failed. Its copy with the outputs up to there, if it was started, is " + target);
        assertThat(console.toString(StandardCharsets.UTF_8))
                .containsPattern("cell  1/3  1 \\+ 1 +[0-9.]+ s")
                .contains("int y = 0;\n7 / y", "ArithmeticException", ": / by zero")
                .doesNotContain("not reached");
        assertThat(source).hasBinaryContent(before);
        assertThat(ExecutedNotebook.read(target).cells().get(0).displayed("text/plain"))
                .containsExactly("2");
        assertThat(target.resolveSibling("source.html")).isNotEmptyFile();
    }
}
