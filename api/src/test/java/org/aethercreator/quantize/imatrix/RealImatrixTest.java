package org.aethercreator.quantize.imatrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.aethercreator.bench.BenchmarkText;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.gguf.GgufTensor;
import org.aethercreator.hub.SampleModel;
import org.aethercreator.llamacpp.LlamaCpp;
import org.aethercreator.llamacpp.pack.InstalledCpuPack;
import org.aethercreator.progress.Progress;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Collects from the sample model, in chunks of few tokens to be fast. */
@Tag("real")
class RealImatrixTest {
    private static final CalibrationText TEXT = CalibrationText.bundled();
    private static final int CHUNK_TOKENS = 48;

    @TempDir
    Path folder;

    private static Path model;

    @BeforeAll
    static void fetch() throws Exception {
        model = SampleModel.SMOLLM2_135M_INSTRUCT.fetch(Progress.none());
    }

    @Test
    void everyWeightMatrixOfTheLayersIsObserved() throws Exception {
        CollectedImatrix collected = collect(request(2));

        ImportanceMatrix matrix = ImportanceMatrix.read(collected.file());
        assertThat(matrix.tensors()).isEqualTo(collected.matrix().tensors());
        try (GgufFile file = GgufFile.open(model)) {
            matrix.check(file);
            assertThat(matrix.tensorNames())
                    .containsExactlyInAnyOrderElementsOf(file.tensors().stream()
                            .filter(tensor -> tensor.dimensions() == 2)
                            .map(GgufTensor::name)
                            .filter(name -> name.startsWith("blk."))
                            .toList());
        }
        assertThat(matrix.tensors())
                .allSatisfy(tensor -> assertThat(tensor.tokens(0)).isEqualTo(2 * CHUNK_TOKENS));
        assertThat(matrix.tokens()).isEqualTo(2 * CHUNK_TOKENS);
        assertThat(matrix.datasets()).containsExactly("calibration");
        assertThat(collected.evaluatedTokens()).isEqualTo(2 * CHUNK_TOKENS);
        assertThat(collected.tokensPerSecond()).isPositive();
        assertThat(collected.warnings())
                .containsExactly(
                        "The matrix comes from 96 tokens only; some ten thousand make it less a matter of chance.");
    }

    @Test
    void anInstalledBuildObservesTheSameWithinRounding() throws Exception {
        // Its code may be for another generation of processors, which rounds the activations that meet 4-bit weights
        // (to 8 bits) elsewhere; with code for the same generation all numbers are equal.
        ImportanceMatrix bundled = ImportanceMatrices.of(LlamaCpp.bundled())
                .collect(request(2).withOutput(folder.resolve("bundled.gguf")), Progress.none())
                .matrix();
        ImportanceMatrix installed = ImportanceMatrices.of(LlamaCpp.of(InstalledCpuPack.get()))
                .collect(request(2).withOutput(folder.resolve("installed.gguf")), Progress.none())
                .matrix();

        assertThat(installed.tensorNames()).isEqualTo(bundled.tensorNames());
        assertThat(installed.tensors()).allSatisfy(tensor -> {
            float[] other = bundled.tensor(tensor.name()).orElseThrow().meanSquares();
            float[] own = tensor.meanSquares();
            double difference = 0;
            double sum = 0;
            for (int i = 0; i < own.length; i++) {
                difference += Math.abs(own[i] - other[i]);
                sum += other[i];
            }
            assertThat(difference / sum).as(tensor.name()).isLessThan(0.03);
        });
    }

    @Test
    void interruptedCollectionGoesOnWithTheSameResult() throws Exception {
        ImatrixRequest request = request(4).withCheckpointChunks(1);
        ImportanceMatrix whole =
                collect(request.withOutput(folder.resolve("whole.gguf"))).matrix();

        assertThatThrownBy(() -> ImportanceMatrices.standard().collect(request, update -> {
                    if (Files.exists(request.checkpoint())) {
                        Thread.currentThread().interrupt();
                    }
                }))
                .isInstanceOf(InterruptedException.class)
                .hasMessageMatching("interrupted; [123] of 4 chunks are kept in \\Q" + request.checkpoint()
                        + "\\E: continue from that file to go on\\.");
        assertThat(request.output()).doesNotExist();
        assertThatThrownBy(() -> collect(request))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessage(
                        request.checkpoint() + ": a collection that was interrupted left this; continue from it, or "
                                + "ask to overwrite it");

        CollectedImatrix continued = collect(request.withContinueFrom(request.checkpoint()));

        assertThat(continued.evaluatedTokens()).isBetween(1L * CHUNK_TOKENS, 3L * CHUNK_TOKENS);
        assertThat(continued.matrix().tensors()).isEqualTo(whole.tensors());
        assertThat(request.checkpoint()).doesNotExist();
        assertThat(request.output()).exists();
    }

    @Test
    void matrixGrowsWithMoreOfTheText() throws Exception {
        ImatrixRequest request = request(2);
        Path first = collect(request).file();

        CollectedImatrix more =
                collect(request.withMaxChunks(3).withContinueFrom(first).withOutput(folder.resolve("more.gguf")));

        ImportanceMatrix atOnce = collect(request.withMaxChunks(3).withOutput(folder.resolve("at-once.gguf")))
                .matrix();
        assertThat(more.matrix().tensors()).isEqualTo(atOnce.tensors());
    }

    @Test
    void anotherTextOrSettingIsNotContinued() throws Exception {
        ImatrixRequest request = request(2);
        Path first = collect(request).file();
        ImatrixRequest again = request.withOutput(folder.resolve("again.gguf")).withContinueFrom(first);

        ImatrixRequest otherText = new ImatrixRequest(
                model,
                new CalibrationText("other.txt", TEXT.content() + "!"),
                again.output(),
                CHUNK_TOKENS,
                2,
                false,
                10,
                again.continueFrom(),
                false,
                0,
                0);
        assertThatThrownBy(() -> collect(otherText))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(first + " was collected from another text than other.txt, so it cannot be continued; give "
                        + "the same as then, or begin anew");
        assertThatThrownBy(() -> collect(again.withChunkTokens(64)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(first + " was collected with other settings (chunks of 48 tokens, output tensor not "
                        + "observed) than these (chunks of 64 tokens, output tensor not observed), so it cannot be "
                        + "continued; give the same as then, or begin anew");
        assertThatThrownBy(() -> collect(again.withMaxChunks(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The sums so far are of 2 chunks, but only 1 are asked for; ask for at least as many, or "
                        + "begin anew.");
    }

    @Test
    void shortTextSaysHowMuchIsNeeded() {
        ImatrixRequest request = ImatrixRequest.of(model, new CalibrationText("short.txt", "Once upon a time."))
                .withOutput(folder.resolve("imatrix.gguf"));
        assertThatThrownBy(() -> collect(request))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The calibration text has 5 tokens, but at least 1024 are needed (2 chunks of 512), and some "
                                + "ten thousand are better; give a longer text or choose smaller chunks.");
        assertThat(request.output()).doesNotExist();
    }

    @Test
    void textOfTheBenchmarkIsWarnedOf() throws Exception {
        BenchmarkText text = BenchmarkText.bundled();
        ImatrixRequest request = ImatrixRequest.of(model, new CalibrationText("prose.txt", text.content()))
                .withOutput(folder.resolve("imatrix.dat"))
                .withChunkTokens(CHUNK_TOKENS)
                .withMaxChunks(1);
        assertThat(collect(request).warnings())
                .contains(
                        "The calibration text is the text that benchmarks measure perplexity on: models quantized with "
                                + "this matrix will look better there than they are. Use another text.");
    }

    @Test
    void checkpointThatCannotBeWrittenEndsTheCollection() throws Exception {
        ImatrixRequest request = request(3).withCheckpointChunks(1);
        Files.createDirectory(request.checkpoint());
        assertThatThrownBy(() -> collect(request.withOverwrite(true)))
                .isInstanceOf(IOException.class)
                .hasMessage(request.checkpoint() + " is a folder; give the name of a file to write");
    }

    private ImatrixRequest request(int chunks) {
        return ImatrixRequest.of(model, TEXT)
                .withOutput(folder.resolve("imatrix.gguf"))
                .withChunkTokens(CHUNK_TOKENS)
                .withMaxChunks(chunks)
                .withGpuLayers(0);
    }

    private static CollectedImatrix collect(ImatrixRequest request) throws IOException, InterruptedException {
        return ImportanceMatrices.standard().collect(request, Progress.none());
    }
}
