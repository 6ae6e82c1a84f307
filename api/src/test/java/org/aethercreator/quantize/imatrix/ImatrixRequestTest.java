package org.aethercreator.quantize.imatrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImatrixRequestTest {
    private static final CalibrationText TEXT = new CalibrationText("text", "some text");

    @TempDir
    Path folder;

    @Test
    void outputLiesBesideTheModelAndTheCheckpointBesideTheOutput() {
        ImatrixRequest request = ImatrixRequest.of(folder.resolve("model-F16-00001-of-00003.gguf"), TEXT);

        assertThat(request.output()).isEqualTo(folder.resolve("model-F16.imatrix.gguf"));
        assertThat(request.checkpoint()).isEqualTo(folder.resolve("model-F16.imatrix.gguf.checkpoint"));
    }

    @Test
    void nameSaysTheFormat() {
        assertThat(ImatrixFormat.of(Path.of("imatrix.DAT"))).isEqualTo(ImatrixFormat.LEGACY);
        assertThat(ImatrixFormat.of(Path.of("imatrix.gguf"))).isEqualTo(ImatrixFormat.GGUF);
        assertThat(ImatrixFormat.of(Path.of("imatrix"))).isEqualTo(ImatrixFormat.GGUF);
    }

    @Test
    void valuesOutOfRangeAreNamed() {
        ImatrixRequest request = ImatrixRequest.of(folder.resolve("model.gguf"), TEXT);

        assertThatThrownBy(() -> request.withChunkTokens(31))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("chunkTokens is 31; give at least 32, such as 512");
        assertThatThrownBy(() -> request.withMaxChunks(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxChunks is -1; give a positive number of chunks, or 0 for the whole text");
        assertThatThrownBy(() -> request.withCheckpointChunks(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("checkpointChunks is 0; give a positive number of chunks, such as 10");
        assertThatThrownBy(() -> request.withThreads(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("threads is -1; give a positive number, or 0 for the machine's physical cores");
    }

    @Test
    void copiedModelHasTheSameFingerprintAndAChangedOneNot() throws Exception {
        byte[] content = new byte[3 << 20];
        content[5] = 1;
        Path model = Files.write(folder.resolve("a.gguf"), content);
        Path copy = Files.copy(model, folder.resolve("b.gguf"));
        content[content.length - 1] = 1;
        Path changed = Files.write(folder.resolve("c.gguf"), content);
        Path empty = Files.createFile(folder.resolve("d.gguf"));

        String fingerprint = ModelFingerprint.of(List.of(model));

        assertThat(fingerprint).hasSize(64).isEqualTo(ModelFingerprint.of(List.of(copy)));
        assertThat(ModelFingerprint.of(List.of(changed))).isNotEqualTo(fingerprint);
        assertThat(ModelFingerprint.of(List.of(empty))).hasSize(64);
    }
}
