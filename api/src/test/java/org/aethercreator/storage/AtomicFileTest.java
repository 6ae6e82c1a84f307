package org.aethercreator.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    private Path folder;

    @Test
    void theNameAppearsOnlyWithTheCommit() throws IOException {
        Path target = folder.resolve("model.gguf");
        try (AtomicFile file = AtomicFile.create(target)) {
            Files.writeString(file.temporary(), "whole");
            assertThat(target).doesNotExist();
            file.commit();
        }

        assertThat(target).hasContent("whole");
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void closingWithoutACommitLeavesWhatWasThere() throws IOException {
        Path target = Files.writeString(folder.resolve("model.gguf"), "old");
        try (AtomicFile file = AtomicFile.create(target)) {
            Files.writeString(file.temporary(), "half");
        }

        assertThat(target).hasContent("old");
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void aMissingFolderIsNamed() {
        Path target = folder.resolve("missing/model.gguf");

        assertThatThrownBy(() -> AtomicFile.create(target))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(folder.resolve("missing") + ": the folder does not exist; create it or name another one");
    }

    @Test
    void aFolderIsNoTarget() {
        assertThatThrownBy(() -> AtomicFile.write(folder, new byte[0]))
                .hasMessage(folder + " is a folder; give the name of a file to write");
    }

    @Test
    void aFileIsNoFolder() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> AtomicFile.create(file.resolve("model.gguf")))
                .hasMessage(file + ": not a folder; name a folder to write in");
    }

    @Test
    void theEndOfTheProcessLeavesNothing() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Unfinished.class.getName(),
                        folder.resolve("model.gguf").toString())
                .redirectErrorStream(true)
                .start();

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("writing");
        assertThat(process.waitFor()).isEqualTo(3);
        assertThat(folder).isEmptyDirectory();
    }

    /** Writes a file and ends in the middle. */
    static final class Unfinished {
        private Unfinished() {}

        public static void main(String[] arguments) throws IOException {
            AtomicFile file = AtomicFile.create(Path.of(arguments[0]));
            Files.writeString(file.temporary(), "half");
            System.out.print("writing");
            System.out.flush();
            System.exit(3);
        }
    }
}
