package org.aethercreator.quantize;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.aethercreator.hub.SampleModel;
import org.aethercreator.progress.Progress;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
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
    @EnumSource(QuantizationType.class)
    void theSampleModelIsQuantizedAlike(QuantizationType type) throws Exception {
        assertAlike(SampleModel.SMOLLM2_135M_INSTRUCT.fetch(Progress.none()), type);
    }

    /** Rows that are multiples of 256, and every kind of model that the mixtures treat differently. */
    @ParameterizedTest
    @MethodSource("randomModels")
    void randomModelsAreQuantizedAlike(String name, RandomModel model, QuantizationType type) throws Exception {
        assertAlike(model.write(folder.resolve(name + ".gguf")), type);
    }

    static Stream<Arguments> randomModels() {
        List<Arguments> models = List.of(
                Arguments.of("grouped", new RandomModel("llama", 20, 256, 8, 4, 0, false, false)),
                Arguments.of("ungrouped", new RandomModel("llama", 9, 256, 8, 1, 0, false, true)),
                Arguments.of("experts", new RandomModel("llama", 9, 256, 8, 4, 8, false, false)),
                Arguments.of("few-experts", new RandomModel("llama", 9, 256, 8, 2, 4, false, false)),
                Arguments.of("fused", new RandomModel("qwen", 17, 256, 8, 1, 0, true, false)),
                Arguments.of("falcon", new RandomModel("falcon", 32, 256, 8, 8, 0, true, false)),
                Arguments.of("seventy-billion", new RandomModel("qwen2", 80, 256, 8, 2, 0, false, false)),
                Arguments.of("odd-rows", new RandomModel("llama", 9, 288, 9, 3, 0, false, false)));
        return models.stream().flatMap(model -> Stream.of(QuantizationType.values())
                .map(type -> Arguments.of(model.get()[0], model.get()[1], type)));
    }

    private void assertAlike(Path source, QuantizationType type) throws Exception {
        Path expected = folder.resolve("expected.gguf");
        referee.quantize(source, expected, type);
        QuantizedModel ours = Quantizer.bundled()
                .quantize(QuantizeRequest.of(source, type).withFolder(folder), Progress.none())
                .get(0);
        assertThat(ours.sizeBytes()).isEqualTo(Files.size(expected));
        assertThat(Files.mismatch(ours.path(), expected))
                .as("first byte that differs")
                .isEqualTo(-1);
    }
}
