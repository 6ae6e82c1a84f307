package org.aethercreator.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotebookRunnerIT {
    @Test
    void cellsRunOnOneKernelAndAnErrorStopsNone(@TempDir Path folder) throws Exception {
        List<ExecutedCell> cells = TestJupyter.runCells(
                TestJupyter.environment(),
                "python3",
                folder,
                "x = 3",
                "1 / 0",
                "print('out'); x + 1",
                "import os; os.getcwd()");

        assertThat(cells.get(1).error().orElseThrow().name()).isEqualTo("ZeroDivisionError");
        assertThat(cells.get(2).standardOutput()).isEqualTo("out\n");
        assertThat(cells.get(2).displayed("text/plain")).containsExactly("4");
        assertThat(cells.get(3).displayed("text/plain")).containsExactly("'" + folder.toRealPath() + "'");
    }
}
