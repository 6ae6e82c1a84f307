package org.aethercreator.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class QuantizationTypeTest {
    @Test
    void namesAreTakenAsPeopleWriteThem() {
        assertThat(QuantizationType.parse("q4_k_m")).isEqualTo(QuantizationType.Q4_K_M);
        assertThat(QuantizationType.parse(" Q4-K-M ")).isEqualTo(QuantizationType.Q4_K_M);
        assertThat(QuantizationType.parse("Q5_K")).isEqualTo(QuantizationType.Q5_K_M);
        assertThat(QuantizationType.parse("fp16")).isEqualTo(QuantizationType.F16);
    }

    @Test
    void anUnknownNameGetsTheClosestAndAllOthers() {
        assertThatThrownBy(() -> QuantizationType.parse("Q4KM"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown quantization type 'Q4KM'; did you mean Q4_K_M? Choose one of F32, F16, BF16, Q8_0,"
                        + " Q6_K, Q5_K_M, Q5_K_S, Q5_1, Q5_0, Q4_K_M, Q4_K_S, Q4_1, Q4_0, IQ4_NL, IQ4_XS, Q3_K_L,"
                        + " Q3_K_M, Q3_K_S, IQ3_M, IQ3_S, IQ3_XS, IQ3_XXS, Q2_K, Q2_K_S, IQ2_M, IQ2_S,"
                        + " IQ2_XS, IQ2_XXS, IQ1_M, IQ1_S, TQ2_0, TQ1_0");
    }

    @ParameterizedTest
    @EnumSource(QuantizationType.class)
    void theFileTypeHasTheSameName(QuantizationType type) {
        assertThat(type.fileType().name()).isEqualTo(type.name());
        assertThat(type.bitsPerWeight()).isGreaterThanOrEqualTo(type.baseType().bitsPerWeight() - 0.01);
        assertThat(type.goodFor()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({
        "SmolLM2-135M-Instruct.Q4_1.gguf, SmolLM2-135M-Instruct-Q8_0.gguf",
        "Llama-3.2-1B-Instruct-f16.gguf, Llama-3.2-1B-Instruct-Q8_0.gguf",
        "model.gguf, model-Q8_0.gguf",
        "model-BF16-00001-of-00003.gguf, model-Q8_0.gguf",
        "Qwen3-4B-UD-Q4_K_XL.GGUF, Qwen3-4B-Q8_0.gguf",
        "gpt-oss-20b-MXFP4.gguf, gpt-oss-20b-Q8_0.gguf",
        "no-extension, no-extension-Q8_0.gguf"
    })
    void fileNamesReplaceTheSourcesType(String source, String target) {
        QuantizeRequest request = QuantizeRequest.of(Path.of("folder", source), QuantizationType.Q8_0);
        assertThat(request.target(QuantizationType.Q8_0))
                .isEqualTo(Path.of("folder", target).toAbsolutePath());
    }

    @Test
    void aRequestNeedsATypeAndThreads() {
        assertThatThrownBy(() -> QuantizeRequest.of(Path.of("a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no type to quantize to; name at least one, such as Q4_K_M");
        assertThatThrownBy(() ->
                        QuantizeRequest.of(Path.of("a"), QuantizationType.F16).withThreads(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("threads is -1; give at least 1, or 0 for all processors");
    }
}
