package org.aethercreator.llamacpp.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderPackTest {
    private static final Platform LINUX = Platform.of("Linux", "amd64");

    @TempDir
    Path folder;

    @Test
    void librariesAreFoundByTheNamesOfEverySystem() throws Exception {
        files("libggml-base.so", "libggml.cuda.v0.5.0.so", "libllama.cuda.v0.5.0.so", "libggml-cuda.so");
        files("libllama-common.so", "ggml-base.dll", "ggml.v0.4.0.dll", "llama.v0.4.0.dll", "llama-common.dll");
        files("libggml-base.dylib", "libggml.dylib", "libllama.0.dylib", "libllama.dylib");

        FolderPack linux = FolderPack.of(folder, LINUX);
        assertThat(linux.release()).isEqualTo("v0.5.0");
        assertThat(linux.backend()).isEqualTo(Backend.CUDA);
        assertThat(linux.libraries())
                .isEqualTo(new PackLibraries(
                        folder.resolve("libggml-base.so"),
                        folder.resolve("libggml.cuda.v0.5.0.so"),
                        folder.resolve("libllama.cuda.v0.5.0.so")));
        assertThat(FolderPack.of(folder, Platform.of("Windows 11", "amd64"))
                        .libraries()
                        .llama())
                .hasFileName("llama.v0.4.0.dll");
        FolderPack mac = FolderPack.of(folder, Platform.of("Mac OS X", "aarch64"));
        assertThat(mac.libraries().llama()).hasFileName("libllama.dylib");
        assertThat(mac.release()).isEqualTo("of unknown release");
    }

    @Test
    void buildInOneFileStandsForAllThree() throws Exception {
        Files.createDirectory(folder.resolve("lib"));
        files("lib/libllama.so");
        PackLibraries libraries = FolderPack.of(folder, LINUX).libraries();
        assertThat(libraries.ggmlBase()).isEqualTo(folder.resolve("lib/libllama.so"));
        assertThat(libraries.hasBackendFolder()).isFalse();
    }

    @Test
    void folderForAnotherSystemIsRefused() throws Exception {
        files("libllama.dylib", "libggml.dylib", "libggml-base.dylib");
        assertThatThrownBy(() -> FolderPack.of(folder, LINUX))
                .isInstanceOf(NativePackException.class)
                .hasMessage(folder + " holds no llama.cpp library for Linux (libllama.so, in the folder itself, in lib "
                        + "or in bin); name a folder that does, or get one: \"%llama install cpu\"");
    }

    @Test
    void missingFolderIsNamed() {
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> FolderPack.of(missing, LINUX))
                .isInstanceOf(NativePackException.class)
                .hasMessage(missing + " is no folder; name the folder that llama.cpp's libraries lie in");
    }

    private void files(String... names) throws IOException {
        for (String name : names) {
            Files.createFile(folder.resolve(name));
        }
    }
}
