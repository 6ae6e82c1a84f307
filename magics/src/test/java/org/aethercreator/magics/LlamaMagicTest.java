package org.aethercreator.magics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import org.aethercreator.kernel.magic.MagicCall;
import org.aethercreator.kernel.magic.MagicException;
import org.aethercreator.llamacpp.pack.NativePacks;
import org.aethercreator.report.NativePackReport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LlamaMagicTest {
    @TempDir
    private Path folder;

    private RecordingContext notebook;

    @BeforeEach
    void openNotebook() {
        notebook = new RecordingContext(folder);
    }

    private Object run(String arguments) throws Exception {
        return new LlamaMagic().run(new MagicCall(arguments, null, notebook));
    }

    private String message(String arguments) {
        return catchThrowableOfType(MagicException.class, () -> run(arguments)).getMessage();
    }

    @Test
    @Tag("real")
    void packInUseIsShown() throws Exception {
        System.setProperty(NativePacks.FOLDER_PROPERTY, NativePacks.BUNDLED);
        try {
            NativePackReport report = (NativePackReport) run("");
            assertThat(report.table().stringColumn(1).asList()).contains("b4916 for cpu, the bundled one");
        } finally {
            System.clearProperty(NativePacks.FOLDER_PROPERTY);
        }
    }

    @Test
    void folderWithoutLlamaCppIsRefused() {
        System.setProperty(NativePacks.FOLDER_PROPERTY, folder.toString());
        try {
            assertThat(message("info")).startsWith(folder + " holds no llama.cpp library for ");
        } finally {
            System.clearProperty(NativePacks.FOLDER_PROPERTY);
        }
    }

    @Test
    void foreignTarballOfTheWorkingFolderIsRefused() throws Exception {
        Files.writeString(folder.resolve("foreign.tgz"), "no package");
        assertThat(message("install --from foreign.tgz"))
                .startsWith(folder.resolve("foreign.tgz") + " is none of the packages that AetherCreator knows for ");
    }

    @Test
    void wrongArgumentsAreNamed() {
        assertThat(message("install opencl"))
                .isEqualTo("\"opencl\" is no backend of llama.cpp that AetherCreator knows; choose one of cpu, cuda, "
                        + "vulkan, metal");
        assertThat(message("info cpu"))
                .isEqualTo("%llama info takes nothing more; to install, write %llama install cpu.");
        assertThat(message("install"))
                .startsWith("%llama install needs to know what to install; for this machine it can be ");
    }

    @Test
    void actionsAndBackendsAreCompleted() {
        assertThat(new LlamaMagic().complete("ins", notebook)).contains("install");
        assertThat(new LlamaMagic().complete("install v", notebook)).contains("vulkan");
        assertThat(new LlamaMagic().help()).contains("cpu, cuda, vulkan, metal");
    }
}
