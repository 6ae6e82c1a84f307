package org.aethercreator.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SamplingOptionsTest {
    private final SamplingOptions standard = SamplingOptions.standard();

    @Test
    void standardIsOllamas() {
        assertThat(standard)
                .isEqualTo(new SamplingOptions(0.8, 40, 0.9, 0.0, 1.0, 1.0, 64, 0, 0, 0, 5.0, 0.1, -1, -1, List.of()));
    }

    @Test
    void eachWithChangesItsComponentOnly() {
        assertThat(standard.withTemperature(0.1)
                        .withTopK(1)
                        .withTopP(0.2)
                        .withMinP(0.3)
                        .withTypicalP(0.4)
                        .withRepeatPenalty(1.5)
                        .withRepeatLastTokens(6)
                        .withPresencePenalty(0.7)
                        .withFrequencyPenalty(0.8)
                        .withMirostat(2)
                        .withMirostatTau(9)
                        .withMirostatEta(0.11)
                        .withSeed(12)
                        .withMaxTokens(13)
                        .withStop(List.of("14")))
                .isEqualTo(new SamplingOptions(
                        0.1, 1, 0.2, 0.3, 0.4, 1.5, 6, 0.7, 0.8, 2, 9, 0.11, 12, 13, List.of("14")));
    }

    @Test
    void valuesOutOfRangeAreRefusedWithWhatIsAllowed() {
        refused(() -> standard.withTemperature(-1), "temperature is -1.0; allowed is 0 or more");
        refused(() -> standard.withTemperature(Double.NaN), "temperature is NaN; allowed is 0 or more");
        refused(() -> standard.withTopP(1.5), "topP is 1.5; allowed is 0 to 1");
        refused(() -> standard.withRepeatPenalty(0), "repeatPenalty is 0.0; allowed is above 0");
        refused(() -> standard.withMirostat(3), "mirostat is 3; allowed is 0 (off), 1 or 2");
        refused(() -> standard.withSeed(1L << 32), "seed is 4294967296; allowed is 0 to 4294967294, or -1 (random)");
        refused(
                () -> standard.withMaxTokens(0),
                "maxTokens is 0; allowed is 1 or more, or -1 (until the context is full)");
        refused(
                () -> standard.withStop(List.of("")),
                "a stop text is empty and would end every generation at once; remove it");
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
}
