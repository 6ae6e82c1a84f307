package org.aethercreator.llamacpp.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.aethercreator.progress.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With shell scripts in the place of npm; the real npm runs in the tests of real packs. */
class PackInstallerTest {
    private static final Platform LINUX = Platform.of("Linux", "amd64");
    private static final String OTHER_HASH = "sha512-" + "A".repeat(86) + "==";

    @TempDir
    Path temporary;

    private Path tarball;
    private Path packs;

    @BeforeEach
    void makeTarball() throws IOException {
        tarball = Tarball.sound(temporary.resolve("linux-x64.tgz"));
        packs = temporary.resolve("cache").resolve("packs");
    }

    @Test
    void packIsInstalledWholeWithItsLicence() throws Exception {
        Path pack = installer("cp '" + tarball + "' .").install(Backend.CPU, Progress.none());
        assertThat(pack).isEqualTo(packs.resolve("linux-x64-3.22.1"));
        assertThat(pack.resolve("LICENSE")).exists();
        NativePack installed =
                new InstalledPacks(packs, LINUX).newestFirst().get(0).pack();
        assertThat(installed.release()).isEqualTo("v0.5.0");
        assertThat(installed.backend()).isEqualTo(Backend.CPU);
        assertThat(packs.toFile().list()).containsExactlyInAnyOrder(".lock", "linux-x64-3.22.1");
    }

    @Test
    void installedPackIsNotFetchedAgain() throws Exception {
        Path pack = installer("cp '" + tarball + "' .").install(Backend.CPU, Progress.none());
        assertThat(installer("exit 1").install(Backend.CPU, Progress.none())).isEqualTo(pack);
    }

    @Test
    void otherFileThanExpectedIsNotUsed() throws Exception {
        PackInstaller installer = installer("cp '" + tarball + "' .", OTHER_HASH);
        assertThatThrownBy(() -> installer.install(Backend.CPU, Progress.none()))
                .isInstanceOf(IOException.class)
                .hasMessage("npm delivered another @node-llama-cpp/linux-x64@3.22.1 than expected: its hash is "
                        + new PackArchive(tarball).integrity() + ", not " + OTHER_HASH
                        + ". npm's registry or a mirror served a changed file; nothing of it was used.");
        assertThat(packs.toFile().list()).containsExactly(".lock");
    }

    @Test
    void failureOfNpmIsToldWithWhatItSaid() throws Exception {
        PackInstaller installer = installer("echo 'npm error network'; exit 1");
        assertThatThrownBy(() -> installer.install(Backend.CPU, Progress.none()))
                .isInstanceOf(IOException.class)
                .hasMessage("npm could not download @node-llama-cpp/linux-x64@3.22.1: npm error network Check the "
                        + "network, and npm's registry and proxy settings; or run \"npm pack "
                        + "@node-llama-cpp/linux-x64@3.22.1\" on another machine, and here \"%llama install --from "
                        + "FILE.tgz\" with the file that it makes.");
        assertThat(packs.toFile().list()).containsExactly(".lock");
    }

    @Test
    void missingNpmIsNamedWithItsPackage() throws Exception {
        PackInstaller installer = new PackInstaller(
                packs, LINUX, catalogue(new PackArchive(tarball).integrity()), List.of("/no/such/npm"));
        assertThatThrownBy(() -> installer.install(Backend.CPU, Progress.none()))
                .isInstanceOf(IOException.class)
                .hasMessage("npm was not found, which native packs are fetched with. Install it (Debian, Ubuntu: apt "
                        + "install npm; Fedora: dnf install nodejs-npm; Homebrew: brew install node; Windows: winget "
                        + "install OpenJS.NodeJS); or run \"npm pack @node-llama-cpp/linux-x64@3.22.1\" on another "
                        + "machine, and here \"%llama install --from FILE.tgz\" with the file that it makes.");
    }

    @Test
    void tarballOnDiskNeedsNoNpm() throws Exception {
        Path pack = installer("exit 1").install(tarball, Progress.none());
        assertThat(pack.resolve("libllama.v0.5.0.so")).hasContent("llama");
    }

    @Test
    void unknownTarballIsRefused() throws Exception {
        PackInstaller installer = installer("exit 1", OTHER_HASH);
        assertThatThrownBy(() -> installer.install(tarball, Progress.none()))
                .isInstanceOf(IOException.class)
                .hasMessage(tarball + " is none of the packages that AetherCreator knows for Linux on x86_64: its hash "
                        + "is " + new PackArchive(tarball).integrity() + ". Give a file that one of these commands "
                        + "makes: npm pack @node-llama-cpp/linux-x64@3.22.1; or unpack your own build into a folder and "
                        + "name that in AETHERCREATOR_LLAMACPP.");
    }

    @Test
    void backendThatIsNotOfferedIsNamed() throws Exception {
        PackInstaller installer = installer("exit 1");
        assertThatThrownBy(() -> installer.install(Backend.METAL, Progress.none()))
                .isInstanceOf(NativePackException.class)
                .hasMessage("There is no native pack for metal on Linux on x86_64; choose one of cpu");
    }

    @Test
    void installersAtOnceFetchOnce() throws Exception {
        Path count = temporary.resolve("count");
        PackInstaller installer = installer("echo fetched >> '" + count + "'; cp '" + tarball + "' .");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<Path>> installs = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            installs.add(threads.submit(() -> installer.install(Backend.CPU, Progress.none())));
        }
        for (Future<Path> install : installs) {
            assertThat(install.get()).isEqualTo(packs.resolve("linux-x64-3.22.1"));
        }
        threads.shutdown();
        assertThat(count).hasContent("fetched");
    }

    @Test
    void interruptEndsNpmAndLeavesNothing() throws Exception {
        PackInstaller installer = installer("exec sleep 600");
        Thread self = Thread.currentThread();
        assertThatThrownBy(() -> installer.install(Backend.CPU, update -> self.interrupt()))
                .isInstanceOf(InterruptedException.class);
        assertThat(packs.toFile().list()).containsExactly(".lock");
        assertThat(ProcessHandle.current()
                        .children()
                        .filter(child -> child.info().command().orElse("").endsWith("sleep"))
                        .filter(ProcessHandle::isAlive)
                        .map(child -> child.onExit().orTimeout(10, TimeUnit.SECONDS)))
                .allSatisfy(exit -> assertThat(exit.join().isAlive()).isFalse()); // killed, perhaps not quite gone
    }

    @Test
    void whatAKilledInstallerLeftIsDeletedByTheNext() throws Exception {
        Path leftover = Files.createDirectories(packs.resolve(".part-123"));
        Files.createFile(leftover.resolve("libllama.so"));
        installer("cp '" + tarball + "' .").install(Backend.CPU, Progress.none());
        assertThat(leftover).doesNotExist();
    }

    private PackInstaller installer(String script) throws IOException {
        return installer(script, new PackArchive(tarball).integrity());
    }

    private PackInstaller installer(String script, String integrity) {
        return new PackInstaller(packs, LINUX, catalogue(integrity), List.of("sh", "-c", script));
    }

    private static PackCatalogue catalogue(String integrity) {
        return new PackCatalogue(List.of(new PackCatalogue.Entry(
                "linux-x64", Backend.CPU, new NpmPackage("@node-llama-cpp/linux-x64", "3.22.1", integrity))));
    }
}
