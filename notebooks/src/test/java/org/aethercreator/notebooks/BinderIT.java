package org.aethercreator.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does what repo2docker does with {@code binder/}, but for the Debian packages, in a fresh copy of the sources. */
@Tag("real")
class BinderIT {
    private static final Set<String> NOT_SOURCES = Set.of("target", ".git");
    private static final String QUICKSTART = "01-quickstart.ipynb";

    @TempDir
    private static Path temporary;

    private static Path copy;
    private static NotebookRunner runner;

    @BeforeAll
    static void takeTheSteps() throws Exception {
        copy = temporary.resolve("a fresh copy");
        copySources(TestJupyter.FOLDERS.notebooks().getParent(), copy);
        JupyterEnvironment environment = JupyterEnvironment.create(temporary.resolve("fresh environment"), System.out);
        environment.install(copy.resolve("binder/requirements.txt"));
        String postBuild = copy.resolve("binder/postBuild").toString();
        environment.program(copy, List.of(postBuild)).require(System.out);
        runner = new NotebookRunner(environment, new ProjectFolders(copy.resolve("notebooks")), System.out);
    }

    @Test
    void theFirstCellsOfTheQuickstartRun() throws Exception {
        Path quickstart = copy.resolve("notebooks").resolve(QUICKSTART);
        String[] firstCells = ExecutedNotebook.read(quickstart).cells().stream()
                .limit(3)
                .map(ExecutedCell::source)
                .toArray(String[]::new);
        Path source = TestJupyter.write(temporary.resolve("first.ipynb"), firstCells);

        ExecutedNotebook executed = runner.run(source, temporary.resolve("executed/first.ipynb"), List.of());

        assertThat(ShownTable.of(executed.cells().get(1)).get(0).column("Value"))
                .contains("134,515,008");
    }

    @Test
    @Tag("full")
    void theWholeQuickstartRuns() throws Exception {
        assertThat(runner.run(QUICKSTART).resultTable()).isPresent();
    }

    private static void copySources(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                if (NOT_SOURCES.contains(folder.getFileName().toString())) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(to.resolve(from.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!NOT_SOURCES.contains(file.getFileName().toString())) { // .git is a file in a work tree
                    Files.copy(file, to.resolve(from.relativize(file)));
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
