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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does what repo2docker does with {@code binder/}, but for the Debian packages, in a fresh copy of the sources. */
class BinderIT {
    private static final Set<String> NOT_SOURCES = Set.of("target", ".git");

    @Test
    void theStepsGiveAJupyterThatRunsTheNotebook(@TempDir Path temporary) throws Exception {
        Path copy = temporary.resolve("a fresh copy");
        copySources(TestJupyter.FOLDERS.notebooks().getParent(), copy);
        JupyterEnvironment environment = JupyterEnvironment.create(temporary.resolve("fresh environment"), System.out);
        environment.install(copy.resolve("binder/requirements.txt"));

        environment
                .program(copy, List.of(copy.resolve("binder/postBuild").toString()))
                .require(System.out);

        ProjectFolders folders = new ProjectFolders(copy.resolve("notebooks"));
        ExecutedNotebook notebook = new NotebookRunner(environment, folders, System.out).run("01-quickstart.ipynb");
        assertThat(notebook.resultTable()).isPresent();
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
