package org.aethercreator.llamacpp.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundledPackTest {
    @TempDir
    Path cache;

    @Test
    void libraryLiesUnderTheHashOfItsContent() throws Exception {
        Path library = library("Linux", "amd64");
        byte[] hash = java.security.MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(library));
        assertThat(library)
                .isEqualTo(cache.resolve("natives")
                        .resolve(HexFormat.of().formatHex(hash).substring(0, 16))
                        .resolve("libjllama.so"));
    }

    @Test
    void everyPlatformWithACInterfaceIsThere() throws Exception {
        assertThat(library("Linux", "aarch64")).isRegularFile();
        assertThat(library("Mac OS X", "aarch64")).hasFileName("libjllama.dylib");
        assertThat(library("Mac OS X", "x86_64")).isRegularFile();
    }

    @Test
    void damagedLibraryIsReplaced() throws Exception {
        Path library = library("Linux", "amd64");
        long bytes = Files.size(library);
        Files.write(library, new byte[100]);
        assertThat(library("Linux", "amd64")).isEqualTo(library).hasSize(bytes);
    }

    @Test
    void extractingAtOnceGivesOneWholeFile() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(6);
        List<Callable<Path>> tasks = Stream.generate(() -> (Callable<Path>) () -> library("Linux", "amd64"))
                .limit(6)
                .collect(Collectors.toList());
        Set<Path> libraries = new java.util.HashSet<>();
        for (Future<Path> library : threads.invokeAll(tasks)) {
            libraries.add(library.get());
        }
        threads.shutdown();
        assertThat(libraries).hasSize(1);
        try (Stream<Path> files = Files.list(libraries.iterator().next().getParent())) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void windowsNeedsAnInstalledPack() {
        assertThatThrownBy(() -> library("Windows 11", "amd64"))
                .isInstanceOf(NativePackException.class)
                .hasMessage("The llama.cpp library for Windows that comes with AetherCreator offers no C interface; "
                        + "get one that does: \"%llama install cpu\" in a notebook, or "
                        + "NativePacks.ofThisMachine().install(Backend.CPU, progress).");
    }

    @Test
    void otherProcessorsAreNamed() {
        assertThatThrownBy(() -> library("Linux", "riscv64"))
                .isInstanceOf(FileNotFoundException.class)
                .hasMessage(
                        "llama.cpp's library for Linux on riscv64 (/de/kherud/llama/Linux/riscv64/libjllama.so) is not "
                                + "on the class path; add de.kherud:llama:4.2.0, which has it for Linux and macOS on x86_64 and "
                                + "aarch64");
    }

    private Path library(String osName, String architecture) throws IOException {
        return new BundledPack(Platform.of(osName, architecture), cache.resolve("natives"))
                .libraries()
                .llama();
    }
}
