package org.aethercreator.llamacpp.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackArchiveTest {
    @TempDir
    Path temporary;

    private Path file;
    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        file = temporary.resolve("pack.tgz");
        folder = Files.createDirectory(temporary.resolve("unpacked"));
    }

    @Test
    void librariesAndLicenceAreKept() throws Exception {
        new PackArchive(Tarball.sound(file)).unpack(folder);
        assertThat(folder.toFile().list())
                .containsExactlyInAnyOrder(
                        "LICENSE",
                        "_nlcBuildMetadata.json",
                        "libggml-base.so",
                        "libggml.v0.5.0.so",
                        "libllama.v0.5.0.so");
        assertThat(folder.resolve("LICENSE")).hasContent("MIT License");
    }

    @Test
    void entryOutsideOfTheFolderIsRefused() throws Exception {
        for (String name : new String[] {"../evil.so", "package/bins/x/../../../../evil.so", "/evil.so"}) {
            try (Tarball tarball = new Tarball(file)) {
                tarball.file(name, "evil");
            }
            assertThatThrownBy(() -> new PackArchive(file).unpack(folder))
                    .isInstanceOf(IOException.class)
                    .hasMessage(file + " is no sound package: its entry \"" + name
                            + "\" would lie outside of the folder; get it again");
        }
        assertThat(temporary.resolve("evil.so")).doesNotExist();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void linkIsRefused() throws Exception {
        try (Tarball tarball = new Tarball(file)) {
            tarball.link("package/bins/linux-x64/libllama.so", "/etc/passwd");
        }
        assertThatThrownBy(() -> new PackArchive(file).unpack(folder))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        file + " is no sound package: its entry \"package/bins/linux-x64/libllama.so\" is neither a "
                                + "file nor a folder; get it again");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void bombIsRefused() throws Exception {
        try (Tarball tarball = new Tarball(file)) {
            tarball.file("package/bins/linux-x64/libllama.so", "a".repeat(1000))
                    .file("package/bins/linux-x64/libggml.so", "a".repeat(1000));
        }
        assertThatThrownBy(() -> new PackArchive(file, 1500).unpack(folder))
                .isInstanceOf(IOException.class)
                .hasMessage(file + " is no sound package: its files have more than 1500 bytes; get it again");
    }

    @Test
    void truncatedTarballIsRefused() throws Exception {
        byte[] bytes = Files.readAllBytes(Tarball.sound(file));
        for (int length : new int[] {0, 5, 100, bytes.length - 20}) {
            Files.write(file, Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> new PackArchive(file).unpack(folder))
                    .as("%s bytes", length)
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith(file + " is no sound package: ")
                    .hasMessageEndingWith("; get it again");
        }
    }

    @Test
    void integrityIsWrittenAsNpmWritesIt() throws Exception {
        Files.writeString(file, "abc");
        assertThat(new PackArchive(file).integrity())
                .isEqualTo(
                        "sha512-3a81oZNherrMQXNJriBBMRLm+k6JqX6iCp7u5ktV05ohkpkqJ0/BqDa6PCOj/uu9RU1EI2Q86A4qmslPpUyknw==");
    }
}
