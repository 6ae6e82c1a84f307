package org.aethercreator.quantize.imatrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.aethercreator.hub.SampleModel;
import org.aethercreator.llamacpp.LlamaCpp;
import org.aethercreator.progress.Progress;
import org.aethercreator.quantize.LlamaQuantize;
import org.aethercreator.quantize.LlamaTool;
import org.aethercreator.quantize.QuantizationType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Importance matrices as llama.cpp's own llama-imatrix collects them. */
@Tag("referee")
class ImatrixRefereeTest {
    private static LlamaTool llamaImatrix;

    @TempDir
    static Path folder;

    private static Path model;
    private static Path text;

    @BeforeAll
    static void prepare() throws Exception {
        llamaImatrix = LlamaTool.build("llama-imatrix");
        model = SampleModel.SMOLLM2_135M_INSTRUCT.fetch(Progress.none());
        text = folder.resolve("calibration.txt");
        Files.writeString(text, CalibrationText.bundled().content());
    }

    @Test
    void everyTensorHasTheValuesOfLlamaImatrix() throws Exception {
        assertThat(assertAlike(model, 512, 4).tensorNames()).hasSize(210);
    }

    @Test
    void chunksOfSeveralBatchesAreAlike() throws Exception {
        assertAlike(model, 1024, 2);
    }

    @Test
    void expertsHaveTheValuesOfTheTokensThatChoseThem() throws Exception {
        Path experts = ExpertModel.write(folder.resolve("experts.gguf"), model);

        ImportanceMatrix matrix = assertAlike(experts, 512, 3);

        TensorImportance up = matrix.tensor("blk.1.ffn_up_exps.weight").orElseThrow();
        assertThat(up.matrices()).isEqualTo(4);
        assertThat(up.columns()).isEqualTo(64);
        long chosen = 0;
        for (int expert = 0; expert < 4; expert++) {
            chosen += up.tokens(expert);
        }
        assertThat(chosen).as("each token chooses two").isEqualTo(2 * 3 * 512);
    }

    @Test
    void llamaQuantizeTakesOurMatrixForItsOwn() throws Exception {
        Path theirs = referee(model, 512, 2);
        Path ours = folder.resolve("ours.dat");
        ImportanceMatrix.read(theirs).write(ours);
        assertThat(ours).hasSize(Files.size(theirs)); // theirs is in the order of a hash table
        assertThat(ImportanceMatrix.read(ours).tensors())
                .isEqualTo(ImportanceMatrix.read(theirs).tensors());

        Path collected = folder.resolve("matrix.dat");
        ImportanceMatrices.of(LlamaCpp.bundled())
                .collect(
                        ImatrixRequest.of(model, CalibrationText.read(text))
                                .withOutput(collected)
                                .withMaxChunks(2),
                        Progress.none());
        LlamaQuantize llamaQuantize = LlamaQuantize.build();
        Path plain = folder.resolve("plain.gguf");
        Path weighted = folder.resolve("weighted.gguf");
        llamaQuantize.quantize(model, plain, QuantizationType.Q4_K_M);
        llamaQuantize.quantize(model, weighted, QuantizationType.Q4_K_M, "--imatrix", collected.toString());
        assertThat(Files.mismatch(plain, weighted)).isPositive();
    }

    private static ImportanceMatrix assertAlike(Path source, int chunkTokens, int chunks) throws Exception {
        ImportanceMatrix theirs = ImportanceMatrix.read(referee(source, chunkTokens, chunks));
        ImportanceMatrix ours = ImportanceMatrices.of(LlamaCpp.bundled())
                .collect(
                        ImatrixRequest.of(source, CalibrationText.read(text))
                                .withOutput(folder.resolve("ours-" + source.getFileName() + chunkTokens))
                                .withChunkTokens(chunkTokens)
                                .withMaxChunks(chunks)
                                .withThreads(2),
                        Progress.none())
                .matrix();

        assertThat(ours.tensorNames()).isEqualTo(theirs.tensorNames());
        double largest = 0;
        for (TensorImportance tensor : theirs.tensors()) {
            largest = Math.max(
                    largest,
                    relativeDifference(
                            tensor.meanSquares(),
                            ours.tensor(tensor.name()).orElseThrow().meanSquares()));
        }
        System.out.printf(
                "%s, %d x %d tokens: largest relative difference %.2e%n",
                source.getFileName(), chunks, chunkTokens, largest);
        // one rounding, as their file has means times chunks
        assertThat(largest).isLessThan(1.3e-7);
        return ours;
    }

    private static double relativeDifference(float[] expected, float[] actual) {
        double largest = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(actual[i] - expected[i]) / Math.max(1e-30, Math.abs(expected[i])));
        }
        return largest;
    }

    private static Path referee(Path source, int chunkTokens, int chunks) throws Exception {
        Path file = folder.resolve("theirs-" + chunkTokens + "-" + chunks + ".dat");
        llamaImatrix.run(
                "-m",
                source.toString(),
                "-f",
                text.toString(),
                "-o",
                file.toString(),
                "-c",
                String.valueOf(chunkTokens),
                "--chunks",
                String.valueOf(chunks),
                "-t",
                "2",
                "-b",
                "512",
                "--no-ppl");
        return file;
    }
}
