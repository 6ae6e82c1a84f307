package org.aethercreator.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFolderTest {
    @TempDir
    Path parent;

    @Test
    void committedFolderHasItsName() throws Exception {
        Path target = parent.resolve("a").resolve("pack");
        try (AtomicFolder folder = AtomicFolder.create(target)) {
            Files.writeString(folder.temporary().resolve("file"), "text");
            assertThat(target).doesNotExist();
            folder.commit();
        }
        assertThat(target.resolve("file")).hasContent("text");
        assertThat(target.getParent().toFile().list()).containsExactly("pack");
    }

    @Test
    void folderWithoutCommitLeavesNothing() throws Exception {
        try (AtomicFolder folder = AtomicFolder.create(parent.resolve("pack"))) {
            Files.createDirectories(folder.temporary().resolve("deep").resolve("deeper"));
            Files.writeString(folder.temporary().resolve("deep").resolve("file"), "text");
        }
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void filledFolderIsNotReplaced() throws Exception {
        Path target = Files.createDirectory(parent.resolve("pack"));
        Files.writeString(target.resolve("mine"), "text");
        try (AtomicFolder folder = AtomicFolder.create(target)) {
            assertThatThrownBy(folder::commit).isInstanceOf(IOException.class);
        }
        assertThat(target.resolve("mine")).hasContent("text");
        assertThat(parent.toFile().list()).containsExactly("pack");
    }

    @Test
    void leftoversOfKilledProcessesAreDeleted() throws Exception {
        Path target = parent.resolve("pack");
        AtomicFolder killed = AtomicFolder.create(target);
        Files.writeString(killed.temporary().resolve("file"), "text");
        AtomicFolder.deleteLeftovers(target);
        assertThat(parent).isEmptyDirectory();
    }
}
