package org.aethercreator.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShortNamesTest {
    @Test
    void whatAllLongNamesStartWithIsLeftOut() {
        assertThat(ShortNames.of(List.of("SmolLM2-135M-Instruct.Q4_1", "SmolLM2-135M-Instruct-Q8_0")))
                .isEqualTo(new ShortNames("SmolLM2-135M-Instruct", List.of("Q4_1", "Q8_0")));
    }

    @Test
    void namesAreNotCutInsideAWord() {
        List<String> names = List.of("extraordinary-model-A1", "extraordinary-model-A2");

        assertThat(ShortNames.of(names)).isEqualTo(new ShortNames("", names));
    }

    @Test
    void shortNamesStayWhole() {
        List<String> names = List.of("base-Q4_1", "base-Q8_0");

        assertThat(ShortNames.of(names).names()).isEqualTo(names);
    }

    @Test
    void aNameThatTheOthersStartWithStaysWhole() {
        List<String> names = List.of("SmolLM2-135M-Instruct", "SmolLM2-135M-Instruct-Q8_0");

        assertThat(ShortNames.of(names).names()).isEqualTo(names);
    }

    @Test
    void oneNameStaysWhole() {
        assertThat(ShortNames.of(List.of("SmolLM2-135M-Instruct")).names()).containsExactly("SmolLM2-135M-Instruct");
    }
}
