package org.aethercreator.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.aethercreator.HuggingFaceReferee;
import org.aethercreator.progress.Progress;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Our files against those of llama.cpp's converter, byte for byte, for a model of each family. */
@Tag("referee")
class ConvertRefereeTest {
    private static HuggingFaceReferee referee;
    private static List<String> models;

    @TempDir
    Path folder;

    @BeforeAll
    static void prepare() throws Exception {
        referee = HuggingFaceReferee.prepare();
        models = referee.models().stream()
                .map(model -> String.valueOf(model.getFileName()))
                .toList();
    }

    @ParameterizedTest
    @EnumSource(ConvertType.class)
    void everyModelIsConvertedToTheSameBytes(ConvertType type) throws Exception {
        List<Path> expected = referee.convert(models, type.name().toLowerCase(Locale.ROOT));
        for (int i = 0; i < models.size(); i++) {
            Path file = folder.resolve(models.get(i) + ".gguf");
            GgufConverter.of(referee.model(models.get(i)))
                    .convert(ConvertRequest.to(file).withType(type), Progress.none());
            assertThat(file).hasSameBinaryContentAs(expected.get(i));
            Files.delete(file);
        }
    }
}
