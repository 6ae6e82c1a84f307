package org.aethercreator.llamacpp.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.aethercreator.llamacpp.pack.InstalledPacks.Description;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativePacksTest {
    private static final Platform LINUX = Platform.of("Linux", "amd64");
    private static final MachineGpus NO_GPU = new MachineGpus(false, false, false);
    private static final MachineGpus NVIDIA = new MachineGpus(true, false, false);

    @TempDir
    Path cache;

    private final Map<String, String> settings = new HashMap<>();

    @Test
    void bundledPackIsUsedWhereNothingElseIs() throws Exception {
        NativePack pack = packs(NO_GPU).chosen();
        assertThat(pack.source()).isEqualTo(NativePack.Source.BUNDLED);
        assertThat(pack.release()).isEqualTo("b4916");
        assertThat(pack.origin()).isEqualTo("Maven's de.kherud:llama 4.2.0 (MIT)");
    }

    @Test
    void newestInstalledPackIsPreferredToTheBundled() throws Exception {
        installed("linux-x64", Backend.CPU, "3.9.0");
        installed("linux-x64", Backend.CPU, "3.21.1");
        installed("linux-x64", Backend.CPU, "3.3.0");

        NativePack pack = packs(NO_GPU).chosen();

        assertThat(pack.source()).isEqualTo(NativePack.Source.INSTALLED);
        assertThat(pack.origin()).isEqualTo("npm's @node-llama-cpp/linux-x64 3.21.1 (MIT)");
        assertThat(packs(NO_GPU).installed())
                .extracting(NativePack::origin)
                .containsExactly(
                        "npm's @node-llama-cpp/linux-x64 3.21.1 (MIT)",
                        "npm's @node-llama-cpp/linux-x64 3.9.0 (MIT)",
                        "npm's @node-llama-cpp/linux-x64 3.3.0 (MIT)");
    }

    @Test
    void gpuPackIsPreferredWhereThereIsSuchAGpu() throws Exception {
        installed("linux-x64", Backend.CPU, "3.22.1");
        installed("linux-x64", Backend.VULKAN, "3.22.1");
        installed("linux-x64", Backend.CUDA, "3.21.1");

        assertThat(packs(NVIDIA).chosen().backend()).isEqualTo(Backend.CUDA);
        assertThat(packs(new MachineGpus(false, true, false)).chosen().backend())
                .isEqualTo(Backend.VULKAN);
        assertThat(packs(NO_GPU).chosen().backend()).isEqualTo(Backend.CPU);
    }

    @Test
    void settingRestrictsTheBackend() throws Exception {
        installed("linux-x64", Backend.CPU, "3.22.1");
        installed("linux-x64", Backend.CUDA, "3.22.1");
        settings.put(NativePacks.BACKEND_PROPERTY, "CPU");

        assertThat(packs(NVIDIA).chosen().backend()).isEqualTo(Backend.CPU);

        settings.put(NativePacks.BACKEND_PROPERTY, "vulkan");
        assertThatThrownBy(() -> packs(NVIDIA).chosen())
                .isInstanceOf(NativePackException.class)
                .hasMessage("No native pack for vulkan is installed, but aethercreator.llamacpp.backend (or "
                        + "AETHERCREATOR_LLAMACPP_BACKEND in the environment) asks for one; get it with "
                        + "\"%llama install vulkan\", or take the setting away");

        settings.put(NativePacks.BACKEND_PROPERTY, "opencl");
        assertThatThrownBy(() -> packs(NVIDIA).chosen())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"opencl\" is no backend of llama.cpp that AetherCreator knows; choose one of cpu, cuda, "
                        + "vulkan, metal");
    }

    @Test
    void packsOfOtherPlatformsAreNotUsed() throws Exception {
        installed("linux-arm64", Backend.CPU, "3.22.1");
        assertThat(packs(NO_GPU).chosen().source()).isEqualTo(NativePack.Source.BUNDLED);
        assertThat(packs(NO_GPU).installed()).isEmpty();
    }

    @Test
    void folderOfTheUserIsPreferredToAll() throws Exception {
        installed("linux-x64", Backend.CPU, "3.22.1");
        Path folder = libraries(Files.createDirectory(cache.resolve("mine")), "v0.4.2");
        settings.put(NativePacks.FOLDER_PROPERTY, folder.toString());

        NativePack pack = packs(NVIDIA).chosen();

        assertThat(pack.source()).isEqualTo(NativePack.Source.FOLDER);
        assertThat(pack.release()).isEqualTo("v0.4.2");
        assertThat(pack.libraries().llama()).isEqualTo(folder.resolve("libllama.v0.4.2.so"));

        settings.put(NativePacks.FOLDER_PROPERTY, "bundled");
        assertThat(packs(NVIDIA).chosen().source()).isEqualTo(NativePack.Source.BUNDLED);
    }

    @Test
    void damagedInstalledPackIsNamed() throws Exception {
        Path pack = installed("linux-x64", Backend.CPU, "3.22.1");
        Files.delete(pack.resolve("libllama.v0.5.0.so"));
        assertThatThrownBy(() -> packs(NO_GPU).chosen())
                .isInstanceOf(NativePackException.class)
                .hasMessage("The installed native pack " + pack + " is damaged; delete this folder and install it "
                        + "again. (" + pack
                        + " holds no llama.cpp library for Linux (libllama.so, in the folder itself, "
                        + "in lib or in bin); name a folder that does, or get one: \"%llama install cpu\")");
    }

    @Test
    void backendsThatTheHardwareSuitsAreTold() throws Exception {
        assertThat(packs(NVIDIA).suitable()).containsExactly(Backend.CUDA, Backend.VULKAN, Backend.CPU);
        assertThat(packs(NO_GPU).suitable()).containsExactly(Backend.CPU);
    }

    private NativePacks packs(MachineGpus gpus) {
        return new NativePacks(cache, LINUX, () -> gpus, settings::get);
    }

    private Path installed(String platform, Backend backend, String version) throws IOException {
        Path folder = Files.createDirectories(cache.resolve("packs").resolve(platform + backend + version));
        InstalledPacks.describe(
                folder, new Description(platform, backend, "v0.5.0", "@node-llama-cpp/" + platform, version, "MIT"));
        return libraries(folder, "v0.5.0");
    }

    static Path libraries(Path folder, String release) throws IOException {
        Files.createFile(folder.resolve("libggml-base.so"));
        Files.createFile(folder.resolve("libggml-cpu-haswell.so"));
        Files.createFile(folder.resolve("libggml." + release + ".so"));
        Files.createFile(folder.resolve("libllama." + release + ".so"));
        Files.createFile(folder.resolve("libllama-common.so"));
        return folder;
    }
}
