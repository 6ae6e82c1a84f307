package org.aethercreator.quantize;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.aethercreator.hub.SampleModel;
import org.aethercreator.llamacpp.LlamaCpp;
import org.aethercreator.llamacpp.pack.Backend;
import org.aethercreator.llamacpp.pack.NativePack;
import org.aethercreator.llamacpp.pack.NativePacks;
import org.aethercreator.progress.Progress;
import org.aethercreator.quantize.imatrix.ImatrixFormat;
import org.aethercreator.quantize.imatrix.ImportanceMatrix;
import org.aethercreator.quantize.imatrix.RandomImportance;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole files, byte for byte, as the {@code llama_model_quantize} of the installed native pack writes them. */
@Tag("referee")
class CurrentBuildRefereeTest {
    private static NativePack pack;

    @TempDir
    Path folder;

    /** In the cache, where it is then the one that is used by default. */
    @BeforeAll
    static void installPack() throws Exception {
        pack = NativePacks.ofThisMachine().install(Backend.CPU, Progress.none());
    }

    @ParameterizedTest
    @EnumSource(names = {"Q8_0", "Q6_K", "Q5_K_M", "Q4_K_M", "Q4_0", "Q3_K_M", "Q2_K", "F16"})
    void theSampleModelIsQuantizedAlike(QuantizationType type) throws Exception {
        Path source = SampleModel.SMOLLM2_135M_INSTRUCT.fetch(Progress.none());
        assertAlike(QuantizeRequest.of(source, type), List.of());
    }

    /** Without importance it refuses IQ3_XS, too, whose keys are IQ3_XXS. */
    @ParameterizedTest
    @MethodSource("org.aethercreator.quantize.RefereeTest#randomModels")
    void randomModelsAreQuantizedAlike(String name, RandomModel model) throws Exception {
        QuantizationType[] types = Arrays.stream(QuantizationType.values())
                .filter(type -> !type.needsImportance() && type != QuantizationType.IQ3_XS)
                .toArray(QuantizationType[]::new);
        assertAlike(QuantizeRequest.of(model.write(folder.resolve(name + ".gguf")), types), List.of());
    }

    @ParameterizedTest
    @MethodSource("org.aethercreator.quantize.RefereeTest#randomModels")
    void randomModelsAreQuantizedAlikeWithImportance(String name, RandomModel model) throws Exception {
        Path source = model.write(folder.resolve(name + ".gguf"));
        Path file = folder.resolve("imatrix.dat");
        RandomImportance.of(source).write(file, ImatrixFormat.LEGACY);
        assertAlike(
                QuantizeRequest.of(source, QuantizationType.values()).withImportance(ImportanceMatrix.read(file), file),
                List.of(file));
    }

    private void assertAlike(QuantizeRequest request, List<Path> imatrix) throws Exception {
        Path output = Files.createDirectories(folder.resolve("ours"));
        List<QuantizedModel> ours = Quantizer.of(LlamaCpp.of(pack))
                .quantize(request.withFolder(output).withOverwrite(true), Progress.none());
        Path expected = folder.resolve("expected.gguf");
        for (QuantizedModel model : ours) {
            PackQuantize.quantize(pack.libraries(), request.source(), expected, model.type(), imatrix);
            assertThat(Files.mismatch(model.path(), expected))
                    .as("first byte that differs for " + model.type())
                    .isEqualTo(-1);
            Files.delete(expected);
            Files.delete(model.path());
        }
    }
}
