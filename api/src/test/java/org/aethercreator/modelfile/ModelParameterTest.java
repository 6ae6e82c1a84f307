package org.aethercreator.modelfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.aethercreator.modelfile.ModelParameter.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelParameterTest {
    @ParameterizedTest
    @EnumSource
    void everyParameterSaysWhatItDoes(ModelParameter parameter) {
        assertThat(parameter.purpose()).endsWith(".");
        assertThat(parameter.raising()).endsWith(".");
        assertThat(parameter.lowering()).endsWith(".");
        assertThat(parameter.defaultValue(parameter.since())).isNotBlank();
        assertThat(parameter.link()).startsWith("https://");
        assertThat(parameter.status(OllamaVersion.parse("0.0.2"))).isEqualTo(Status.NOT_YET_KNOWN);
        assertThat(parameter.removed().isPresent())
                .isEqualTo(!parameter.instead().isEmpty());
        boolean number = parameter.type() == ParameterType.INTEGER || parameter.type() == ParameterType.DECIMAL;
        assertThat(parameter.range().isPresent()).isEqualTo(number);
        assertThat(ModelParameter.find(parameter.key())).contains(parameter);
    }

    @Test
    void newestOllamaSupportsExactlyItsOptions() {
        // The json names of api.Options and api.Runner of Ollama 0.33.
        assertThat(ModelParameter.supportedBy(OllamaVersion.NEWEST_KNOWN))
                .extracting(ModelParameter::key)
                .containsExactlyInAnyOrder(
                        "num_keep",
                        "seed",
                        "num_predict",
                        "top_k",
                        "top_p",
                        "min_p",
                        "typical_p",
                        "repeat_last_n",
                        "temperature",
                        "repeat_penalty",
                        "presence_penalty",
                        "frequency_penalty",
                        "stop",
                        "num_ctx",
                        "num_batch",
                        "num_gpu",
                        "main_gpu",
                        "use_mmap",
                        "num_thread",
                        "draft_num_predict");
    }

    @ParameterizedTest
    @CsvSource({
        "tfs_z, 0.5.1, SUPPORTED",
        "tfs_z, 0.5.2, REMOVED",
        "mirostat, 0.6.8, SUPPORTED",
        "mirostat, 0.7.0, SKIPPED",
        "penalize_newline, 0.5.5, SKIPPED",
        "num_gqa, 0.1.35, REMOVED",
        "min_p, 0.3.0, NOT_YET_KNOWN",
        "min_p, 0.3.1, SUPPORTED",
        "draft_num_predict, 0.24, NOT_YET_KNOWN"
    })
    void statusFollowsTheVersion(String key, String version, Status status) {
        assertThat(ModelParameter.find(key).orElseThrow().status(OllamaVersion.parse(version)))
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"0.17.4, 1.1", "0.17.5, 1.0", "0.18.0, 1.1", "0.32.9, 1.1", "0.32.10, 1.0", "0.33.0, 1.0"})
    void defaultOfRepeatPenaltyFollowsTheVersion(String version, String value) {
        assertThat(ModelParameter.REPEAT_PENALTY.defaultValue(OllamaVersion.parse(version)))
                .isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "+42, 42",
        "-7, -7",
        "007, 7",
        "9223372036854775807, 9223372036854775807",
    })
    void integersAreGoIntegers(String text, long value) {
        assertThat(ParameterType.INTEGER.parse(text)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4k", "4096.0", "0x10", "1_000", "9223372036854775808", "+", "٣", " 1"})
    void otherIntegersAreRefusedInOllamasWords(String text) {
        assertThatThrownBy(() -> ParameterType.INTEGER.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "invalid int value [" + text + "]. Write a whole number in decimal digits, for example 4096.");
    }

    @ParameterizedTest
    @CsvSource({
        "1e-3, 0.001",
        ".05, 0.05",
        "5., 5",
        "1_000.5, 1000.5",
        "0x1p-2, 0.25",
        "0x_1P3, 8",
        "-0, -0.0",
        "1e-50, 0",
        "nan, NaN",
        "-iNf, -Infinity",
        "+Infinity, Infinity"
    })
    void decimalsAreGoFloats(String text, float value) {
        assertThat(ParameterType.DECIMAL.parse(text)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0,7", "abc", "1e40", "+nan", "1__0", "1_", "0x1", "1f", "."})
    void otherDecimalsAreRefusedInOllamasWords(String text) {
        assertThatThrownBy(() -> ParameterType.DECIMAL.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "invalid float value [" + text + "]. Write a number with a decimal point, for example 0.7.");
    }

    @Test
    void booleansAreGoBooleans() {
        assertThat(List.of("1", "t", "T", "true", "True", "TRUE"))
                .allSatisfy(
                        text -> assertThat(ParameterType.BOOLEAN.parse(text)).isEqualTo(true));
        assertThat(List.of("0", "f", "F", "false", "False", "FALSE"))
                .allSatisfy(
                        text -> assertThat(ParameterType.BOOLEAN.parse(text)).isEqualTo(false));
        assertThatThrownBy(() -> ParameterType.BOOLEAN.parse("yes"))
                .hasMessage("invalid bool value [yes]. Write true or false.");
    }

    @Test
    void versionsAreOrderedByNumber() {
        assertThat(OllamaVersion.parse("v0.33.0-rc2")).isEqualTo(OllamaVersion.parse("0.33"));
        assertThat(OllamaVersion.parse("0.9.6")).isLessThan(OllamaVersion.parse("0.10"));
        assertThatThrownBy(() -> OllamaVersion.parse("latest"))
                .hasMessage("Ollama version \"latest\" is not of the form MAJOR.MINOR.PATCH; write for example 0.33 or"
                        + " 0.32.15.");
    }
}
