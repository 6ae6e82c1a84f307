package org.aethercreator.notebooks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.aethercreator.convert.export.ExportRequest;
import org.aethercreator.convert.export.HuggingFaceExporter;
import org.aethercreator.hub.SampleModel;
import org.aethercreator.progress.Progress;
import org.aethercreator.safetensors.SafetensorsType;

/**
 * A cache of the hub's Python client that holds the one model of the notebooks, as no hub can be reached from a test:
 * the folder is made from the sample model's GGUF file, and laid out as that client does.
 */
final class HubCacheOfTests {
    private static final String COMMIT = "12fd25f77366fa6b3b4b768ec3050bf629380bac";

    private HubCacheOfTests() {}

    /** What {@code HF_HOME} is to be; made where it is not there yet. */
    static Path prepare(Path home) throws IOException, InterruptedException {
        Path repo = home.resolve("hub/models--HuggingFaceTB--SmolLM2-135M-Instruct");
        Path snapshot = repo.resolve("snapshots").resolve(COMMIT);
        if (!Files.exists(snapshot)) {
            Path gguf = SampleModel.SMOLLM2_135M_INSTRUCT.fetch(Progress.none());
            HuggingFaceExporter.of(gguf)
                    .export(ExportRequest.to(snapshot).withType(SafetensorsType.BF16), Progress.none());
            Files.createDirectories(repo.resolve("blobs"));
            Files.writeString(Files.createDirectories(repo.resolve("refs")).resolve("main"), COMMIT);
        }
        return home;
    }
}
