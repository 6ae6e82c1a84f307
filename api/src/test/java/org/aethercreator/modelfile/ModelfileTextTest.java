package org.aethercreator.modelfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Malformed bytes; the results are those of golang.org/x/text v0.30.0 with Go 1.26.8 ({@code ?} stands for U+FFFD). */
class ModelfileTextTest {
    @ParameterizedTest
    @CsvSource({
        "61c328, a?(",
        "61e28228, a?(",
        "61f09f9a28, a?(",
        "61eda080, a???",
        "61c080, a??",
        "61f5, a?",
        "61e080, a??",
        "efbbbf61e28228, a??(",
        "efbbbf61, a",
        "fffe6100d8, a?",
        "fffe00dc00dc6100, ?a",
        "fffe00d86100, ?a",
        "feff0061d83dde80, a🚀",
        "fffe, ''",
        "'', ''"
    })
    void malformedBytesBecomeReplacementCharactersAsInGo(String bytes, String text) {
        byte[] input = HexFormat.of().parseHex(bytes);
        assertThat(ModelfileText.decode(input)).isEqualTo(text.replace('?', '\uFFFD'));
    }

    @ParameterizedTest
    @CsvSource({"plain", "grüß 🚀", "'\uFEFFmark'"})
    void textIsReadLikeItsUtf8Bytes(String text) {
        assertThat(ModelfileText.normalize(text))
                .isEqualTo(ModelfileText.decode(text.getBytes(StandardCharsets.UTF_8)));
    }
}
