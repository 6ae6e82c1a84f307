package org.aethercreator.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** What holds for every notebook. */
@Tag("real")
class NotebooksIT {
    @TestFactory
    Stream<DynamicTest> everyNotebookRunsAndLooksRightInJupyterLab() throws Exception {
        try (Stream<Path> files = Files.list(TestJupyter.FOLDERS.notebooks())) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".ipynb"))
                    .sorted()
                    .toList()
                    .stream()
                    .map(name -> DynamicTest.dynamicTest(name, () -> runAndLookAt(name)));
        }
    }

    private static void runAndLookAt(String name) throws Exception {
        ExecutedNotebook notebook = TestJupyter.run(name);
        LabPage page = TestJupyter.look(name);

        assertThat(notebook.cells()).allSatisfy(cell -> assertThat(cell.error()).isEmpty());
        assertThat(page.kernel()).startsWith("AetherCreator");
        assertThat(page.complaints()).as("messages on the browser's console").isEmpty();
        assertThat(page.errors()).as("standard error of cells").isEmpty();
        assertThat(page.barriers()).as("what keeps people from reading").isEmpty();
        assertThat(page.tables()).isNotEmpty().allSatisfy(table -> {
            assertThat(table.width()).isPositive();
            assertThat(table.rows()).isPositive();
        });
        assertThat(page.charts())
                .allSatisfy(chart -> assertThat(chart.width() * chart.height()).isPositive());
    }
}
