package org.aethercreator.kernel.jshell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunMagicsTest {
    private TestNotebook notebook;

    @TempDir
    Path folder;

    @BeforeEach
    void start() {
        notebook = new TestNotebook(JavaOptions.standard().withWorkingFolder(folder));
    }

    @AfterEach
    void close() {
        notebook.close();
    }

    @Test
    void timeShowsValueAndTime() {
        assertThat(notebook.value("%time 40 + 2")).isEqualTo("42");
        assertThat(notebook.cell.out()).matches("Time: \\d+\\.\\d ms \\(this thread computed for \\d+\\.\\d ms\\)\n");
        assertThat(notebook.value("%%time\nint a = 3;\na * 2")).isEqualTo("6");
        assertThat(notebook.value("a")).isEqualTo("3");
    }

    @Test
    void loadRunsAFileWithOrWithoutItsExtension() throws IOException {
        Files.createDirectories(folder.resolve("utils"));
        Files.writeString(folder.resolve("utils/Helper.java"), "package x;\npublic class Helper { int n = 5; }\n");
        notebook.value("%load utils/Helper.java");
        assertThat(notebook.value("new Helper().n")).isEqualTo("5");
        Files.writeString(folder.resolve("more.ipynb"), """
                {"cells": [
                  {"cell_type": "markdown", "source": ["int wrong;"]},
                  {"cell_type": "code", "source": ["%time 1\\n", "int loaded = 7;\\n", "loaded"]}],
                 "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
                """);
        assertThat(notebook.value("%load more")).isEmpty();
        assertThat(notebook.value("loaded")).isEqualTo("7");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThat(notebook.failure("%load none").message())
                .isEqualTo("There is no file " + folder.resolve("none")
                        + ", also none with .ipynb, .jsh, .jshell, .java or .ijava at its end.");
    }
}
