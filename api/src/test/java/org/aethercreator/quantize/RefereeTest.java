package org.aethercreator.quantize;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.aethercreator.gguf.GgmlType;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.hub.SampleModel;
import org.aethercreator.progress.Progress;
import org.aethercreator.quantize.imatrix.ImatrixFormat;
import org.aethercreator.quantize.imatrix.ImportanceMatrix;
import org.aethercreator.quantize.imatrix.RandomImportance;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole files, byte for byte, as llama-quantize writes them. */
@Tag("referee")
class RefereeTest {
    private static LlamaQuantize referee;

    @TempDir
    Path folder;

    @BeforeAll
    static void buildReferee() throws Exception {
        referee = LlamaQuantize.build();
    }

    /** Its rows of 576 are no multiple of 256, so most tensors take the fallbacks; the output is the embedding. */
    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"IQ3_XXS", "Q2_K_S", "IQ2_M", "IQ2_S", "IQ2_XS", "IQ2_XXS", "IQ1_M", "IQ1_S"})
    void theSampleModelIsQuantizedAlike(QuantizationType type) throws Exception {
        Path source = SampleModel.SMOLLM2_135M_INSTRUCT.fetch(Progress.none());
        assertAlike(QuantizeRequest.of(source, type));
    }

    /** The types that most use, and of each kind of grid one. */
    @ParameterizedTest
    @EnumSource(
            names = {"Q8_0", "Q6_K", "Q5_K_M", "Q4_K_M", "Q4_K_S", "Q4_0", "Q5_1", "IQ4_XS", "Q3_K_M", "Q2_K", "IQ2_XS"
            })
    void theSampleModelIsQuantizedAlikeWithImportance(QuantizationType type) throws Exception {
        Path source = SampleModel.SMOLLM2_135M_INSTRUCT.fetch(Progress.none());
        assertAlike(
                withImportance(QuantizeRequest.of(source, type)),
                "--imatrix",
                imatrix().toString());
    }

    /** Rows that are multiples of 256, and every kind of model that the mixtures treat differently. */
    @ParameterizedTest
    @MethodSource("randomModels")
    void randomModelsAreQuantizedAlike(String name, RandomModel model) throws Exception {
        QuantizationType[] types = Arrays.stream(QuantizationType.values())
                .filter(type -> !type.needsImportance())
                .toArray(QuantizationType[]::new);
        assertAlike(QuantizeRequest.of(model.write(folder.resolve(name + ".gguf")), types));
    }

    @ParameterizedTest
    @MethodSource("randomModels")
    void randomModelsAreQuantizedAlikeWithImportance(String name, RandomModel model) throws Exception {
        Path source = model.write(folder.resolve(name + ".gguf"));
        assertAlike(
                withImportance(QuantizeRequest.of(source, QuantizationType.values())),
                "--imatrix",
                imatrix().toString());
    }

    static Stream<Arguments> randomModels() {
        return Stream.of(
                Arguments.of("grouped", new RandomModel("llama", 20, 256, 8, 4, 0, false, false)),
                Arguments.of("ungrouped", new RandomModel("llama", 9, 256, 8, 1, 0, false, true)),
                Arguments.of("experts", new RandomModel("llama", 9, 256, 8, 4, 8, false, false)),
                Arguments.of("few-experts", new RandomModel("llama", 9, 256, 8, 2, 4, false, false)),
                Arguments.of("fused", new RandomModel("qwen", 17, 256, 8, 1, 0, true, false)),
                Arguments.of("falcon", new RandomModel("falcon", 32, 256, 8, 8, 0, true, false)),
                Arguments.of("seventy-billion", new RandomModel("qwen2", 80, 256, 8, 2, 0, false, false)),
                Arguments.of("odd-rows", new RandomModel("llama", 9, 288, 9, 3, 0, false, false)));
    }

    @ParameterizedTest
    @EnumSource(names = {"Q4_K_M", "Q8_0", "F16"})
    void wishesForOutputAndEmbeddingAreTakenAlike(QuantizationType type) throws Exception {
        Path source = new RandomModel("llama", 9, 256, 8, 4, 0, false, false).write(folder.resolve("wishes.gguf"));
        TensorTypes wishes = TensorTypes.ofMixture().withOutput(GgmlType.Q5_K).withTokenEmbedding(GgmlType.Q3_K);
        assertAlike(
                QuantizeRequest.of(source, type).withTensorTypes(wishes),
                "--output-tensor-type",
                "q5_K",
                "--token-embedding-type",
                "q3_K");
    }

    @Test
    void aWishForTheOutputConcernsATiedEmbedding() throws Exception {
        Path source = new RandomModel("llama", 9, 256, 8, 4, 0, false, true).write(folder.resolve("tied.gguf"));
        TensorTypes wishes = TensorTypes.ofMixture().withOutput(GgmlType.Q5_K);
        assertAlike(
                QuantizeRequest.of(source, QuantizationType.Q4_K_M).withTensorTypes(wishes),
                "--output-tensor-type",
                "q5_K");
        assertAlike(
                QuantizeRequest.of(source, QuantizationType.Q4_K_M).withTensorTypes(wishes.withPure(true)),
                "--output-tensor-type",
                "q5_K",
                "--pure");
    }

    @Test
    void pureTypesAndLeftOutputsAreAlike() throws Exception {
        Path source = new RandomModel("llama", 9, 256, 8, 4, 0, false, false).write(folder.resolve("pure.gguf"));
        QuantizeRequest request = QuantizeRequest.of(source, QuantizationType.Q4_K_M);
        TensorTypes standard = TensorTypes.ofMixture();
        assertAlike(request.withTensorTypes(standard.withPure(true)), "--pure");
        assertAlike(request.withTensorTypes(standard.withLeaveOutput(true)), "--leave-output-tensor");
    }

    @Test
    void shardsAreKeptAlike() throws Exception {
        Path whole = new RandomModel("llama", 9, 256, 8, 4, 0, false, false).write(folder.resolve("whole-F16.gguf"));
        QuantizedModel source = Quantizer.bundled()
                .quantize(
                        QuantizeRequest.of(whole, QuantizationType.BF16).withShards(Shards.ofAtMost(100_000)),
                        Progress.none())
                .get(0);
        int shards = source.files().size();
        assertThat(shards).isGreaterThan(2);
        Path first = source.path();
        referee.quantize(first, folder.resolve("expected.gguf"), QuantizationType.Q4_K_M, "--keep-split");
        QuantizedModel ours = Quantizer.bundled()
                .quantize(
                        QuantizeRequest.of(first, QuantizationType.Q4_K_M).withShards(Shards.ofSource()),
                        Progress.none())
                .get(0);
        assertThat(ours.files()).hasSize(shards);
        for (int i = 0; i < shards; i++) {
            assertSame(
                    ours.files().get(i),
                    GgufFile.shard(folder.resolve("expected.gguf"), i, shards),
                    QuantizationType.Q4_K_M);
        }
    }

    private QuantizeRequest withImportance(QuantizeRequest request) throws Exception {
        RandomImportance.of(request.source()).write(imatrix(), ImatrixFormat.LEGACY);
        return request.withImportance(ImportanceMatrix.read(imatrix()), imatrix());
    }

    private Path imatrix() {
        return folder.resolve("imatrix.dat");
    }

    private void assertAlike(QuantizeRequest request, String... options) throws Exception {
        Path output = Files.createDirectories(folder.resolve("ours"));
        List<QuantizedModel> ours =
                Quantizer.bundled().quantize(request.withFolder(output).withOverwrite(true), Progress.none());
        Path expected = folder.resolve("expected.gguf");
        for (QuantizedModel model : ours) {
            referee.quantize(request.source(), expected, model.type(), options);
            assertSame(model.path(), expected, model.type());
        }
    }

    private static void assertSame(Path ours, Path expected, QuantizationType type) throws Exception {
        assertThat(Files.mismatch(ours, expected))
                .as("first byte that differs for " + type)
                .isEqualTo(-1);
        Files.delete(expected);
        Files.delete(ours);
    }
}
