package org.aethercreator.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
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

class BundledNativesTest {
    @TempDir
    Path cache;

    @Test
    void libraryLiesUnderTheHashOfItsContent() throws Exception {
        Path library = BundledNatives.library("Linux", "amd64", cache);
        byte[] hash = java.security.MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(library));
        assertThat(library)
                .isEqualTo(cache.resolve("natives")
                        .resolve(HexFormat.of().formatHex(hash).substring(0, 16))
                        .resolve("libjllama.so"));
    }

    @Test
    void everyPlatformWithACInterfaceIsThere() throws Exception {
        assertThat(BundledNatives.library("Linux", "aarch64", cache)).isRegularFile();
        assertThat(BundledNatives.library("Mac OS X", "aarch64", cache)).hasFileName("libjllama.dylib");
        assertThat(BundledNatives.library("Mac OS X", "x86_64", cache)).isRegularFile();
    }

    @Test
    void damagedLibraryIsReplaced() throws Exception {
        Path library = BundledNatives.library("Linux", "amd64", cache);
        long bytes = Files.size(library);
        Files.write(library, new byte[100]);
        assertThat(BundledNatives.library("Linux", "amd64", cache))
                .isEqualTo(library)
                .hasSize(bytes);
    }

    @Test
    void extractingAtOnceGivesOneWholeFile() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(6);
        List<Callable<Path>> tasks = Stream.generate(
                        () -> (Callable<Path>) () -> BundledNatives.library("Linux", "amd64", cache))
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
        assertThatThrownBy(() -> BundledNatives.library("Windows 11", "amd64", cache))
                .isInstanceOf(LlamaCppException.class)
                .hasMessage("The llama.cpp library for Windows that comes with AetherCreator offers no C interface: an "
                        + "installed native pack is needed on Windows.");
    }

    @Test
    void otherProcessorsAreNamed() {
        assertThatThrownBy(() -> BundledNatives.library("Linux", "riscv64", cache))
                .isInstanceOf(FileNotFoundException.class)
                .hasMessage(
                        "llama.cpp's library for Linux on riscv64 (/de/kherud/llama/Linux/riscv64/libjllama.so) is not "
                                + "on the class path; add de.kherud:llama:4.2.0, which has it for Linux and macOS on x86_64 and "
                                + "aarch64");
    }

    @Test
    void missingOpenMpIsNamedWithItsPackage() {
        assertThat(LlamaService.whyNotLoaded(
                        "/x/libjllama.so", "libgomp.so.1: cannot open shared object file: No such file or directory"))
                .isEqualTo(
                        "llama.cpp needs GNU's OpenMP library (libgomp.so.1), which this machine lacks; install it with "
                                + "\"apt-get install libgomp1\" (Debian, Ubuntu) or \"dnf install libgomp\" (Fedora).");
    }
}
