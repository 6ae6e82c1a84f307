package org.aethercreator.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelNameTest {
    @ParameterizedTest
    @CsvSource({
        "coder, coder:latest",
        "coder:7b, coder:7b",
        "me/coder, me/coder:latest",
        "library/coder, coder:latest",
        "registry.ollama.ai/library/coder:latest, coder:latest",
        "hf.co/bartowski/Llama-3.2-1B-Instruct-GGUF:Q4_K_M, hf.co/bartowski/Llama-3.2-1B-Instruct-GGUF:Q4_K_M",
        "https://example.com:8080/me/coder, example.com:8080/me/coder:latest",
        "_x, _x:latest"
    })
    void missingPartsAreTheDefaults(String text, String listed) {
        assertThat(ModelName.parse(text)).hasToString(listed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "/",
                "coder:",
                ":latest",
                "/coder",
                "me/",
                "-coder",
                ".coder",
                "co der",
                "coder:la/test",
                "me.too/coder",
                "a/b/c/d",
                "//coder",
                "coder@sha256:0123",
                "ködér",
                "coder:a:b:c/",
                "./model.gguf",
                "coder\n"
            })
    void namesThatOllamaRefusesAreRefused(String text) {
        assertThat(ModelName.isValid(text)).isFalse();
    }

    @Test
    void eachPartHasItsLength() {
        assertThat(ModelName.isValid("m".repeat(80) + ":" + "t".repeat(80))).isTrue();
        assertThat(ModelName.isValid("m".repeat(81))).isFalse();
        assertThat(ModelName.isValid("m:" + "t".repeat(81))).isFalse();
        assertThat(ModelName.isValid("n".repeat(81) + "/m")).isFalse();
        assertThat(ModelName.isValid("h".repeat(350) + "/n/m")).isTrue();
        assertThat(ModelName.isValid("h".repeat(351) + "/n/m")).isFalse();
    }

    @Test
    void refusalTellsWhatIsAllowed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelName.parse("my coder"))
                .withMessage(
                        "\"my coder\" cannot be the name of an Ollama model; use letters, digits, _, - and . (at most"
                                + " 80), with a namespace before / or a tag after : if you like, for example"
                                + " java-tutor:latest.");
    }

    @Test
    void upperCaseIsTheSameModel() {
        assertThat(ModelName.parse("Coder").sameAs(ModelName.parse("coder:latest")))
                .isTrue();
        assertThat(ModelName.parse("coder:1b").sameAs(ModelName.parse("coder"))).isFalse();
    }
}
