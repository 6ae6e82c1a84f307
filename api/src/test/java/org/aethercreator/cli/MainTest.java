package org.aethercreator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.aethercreator.llamacpp.pack.NativePacks;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
    private final StringWriter output = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @Test
    void helpListsWhatThereIs() {
        assertThat(run("--help")).isZero();
        assertThat(output.toString()).contains("llama", "Shows which llama.cpp is used");
        assertThat(run("llama", "install", "--help")).isZero();
        assertThat(output.toString()).contains("cpu, cuda, vulkan, metal", "--from=FILE.tgz");
    }

    @Test
    void installNeedsToKnowWhat() {
        assertThat(run("llama", "install")).isEqualTo(2);
        assertThat(errors.toString()).contains("Missing required argument");
    }

    @Test
    void unknownBackendIsNamed() {
        assertThat(run("llama", "install", "opencl")).isEqualTo(1);
        assertThat(errors.toString().strip())
                .isEqualTo("\"opencl\" is no backend of llama.cpp that AetherCreator knows; choose one of cpu, cuda, "
                        + "vulkan, metal");
    }

    @Test
    void foreignTarballIsRefused(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("foreign.tgz"), "no package");
        assertThat(run("llama", "install", "--from", file.toString())).isEqualTo(1);
        assertThat(errors.toString()).startsWith(file + " is none of the packages that AetherCreator knows");
    }

    @Test
    @Tag("real")
    void infoShowsTheBundledPack() {
        System.setProperty(NativePacks.FOLDER_PROPERTY, NativePacks.BUNDLED);
        try {
            assertThat(run("llama", "info")).isZero();
        } finally {
            System.clearProperty(NativePacks.FOLDER_PROPERTY);
        }
        assertThat(output.toString())
                .contains("In use:", "b4916 for cpu, the bundled one", "Maven's de.kherud:llama 4.2.0 (MIT)", "CPU : ");
    }

    private int run(String... arguments) {
        return Main.commandLine()
                .setOut(new PrintWriter(output, true))
                .setErr(new PrintWriter(errors, true))
                .execute(arguments);
    }
}
