package org.aethercreator.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.aethercreator.llamacpp.grammar.Grammar;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class GenerationOptionsTest {
    private final GenerationOptions standard = GenerationOptions.standard();

    @Test
    void standardIsOllamas() {
        assertThat(standard)
                .isEqualTo(new GenerationOptions(
                        new Sampling(0.8, 40, 0.9, 0.0, 1.0, new Mirostat(0, 5.0, 0.1)),
                        new Penalties(64, 1.0, 0, 0),
                        Map.of(),
                        -1,
                        -1,
                        List.of(),
                        null,
                        true));
    }

    @Test
    void eachWithChangesItsComponentOnly() {
        Sampling sampling = Sampling.standard()
                .withTemperature(0.1)
                .withTopK(1)
                .withTopP(0.2)
                .withMinP(0.3)
                .withTypicalP(0.4)
                .withMirostat(Mirostat.off().withVersion(2).withTau(9).withEta(0.11));
        Penalties penalties = Penalties.none()
                .withRepeat(1.5)
                .withLastTokens(6)
                .withPresence(0.7)
                .withFrequency(0.8);
        assertThat(sampling).isEqualTo(new Sampling(0.1, 1, 0.2, 0.3, 0.4, new Mirostat(2, 9, 0.11)));
        assertThat(penalties).isEqualTo(new Penalties(6, 1.5, 0.7, 0.8));
        Grammar grammar = Grammar.gbnf("root ::= \"yes\"");
        assertThat(standard.withSampling(sampling)
                        .withPenalties(penalties)
                        .withLogitBias(Map.of(5, 1f))
                        .withSeed(12)
                        .withMaxTokens(13)
                        .withStop(List.of("14"))
                        .withGrammar(grammar)
                        .withReuseContext(false))
                .isEqualTo(new GenerationOptions(
                        sampling, penalties, Map.of(5, 1f), 12, 13, List.of("14"), grammar, false));
        assertThat(standard.withTemperature(0.5).sampling())
                .isEqualTo(Sampling.standard().withTemperature(0.5));
    }

    @Test
    void valuesOutOfRangeAreRefusedWithWhatIsAllowed() {
        refused(() -> standard.withTemperature(-1), "temperature is -1.0; allowed is 0 or more");
        refused(() -> standard.withTemperature(Double.NaN), "temperature is NaN; allowed is 0 or more");
        refused(() -> Sampling.standard().withTopP(1.5), "topP is 1.5; allowed is 0 to 1");
        refused(() -> Penalties.none().withRepeat(0), "repeatPenalty is 0.0; allowed is above 0");
        refused(() -> Mirostat.off().withVersion(3), "mirostat is 3; allowed is 0 (off), 1 or 2");
        refused(() -> standard.withSeed(1L << 32), "seed is 4294967296; allowed is 0 to 4294967294, or -1 (random)");
        refused(
                () -> standard.withMaxTokens(0),
                "maxTokens is 0; allowed is 1 or more, or -1 (until the context is full)");
        refused(
                () -> standard.withStop(List.of("")),
                "a stop text is empty and would end every generation at once; remove it");
        refused(
                () -> standard.withLogitBias(Map.of(1, Float.NaN)),
                "logitBias is NaN; allowed is a finite number, or -Infinity (never)");
    }

    @Test
    void tokenTimesAreTheSmallestThatTheirShareDoesNotExceed() {
        TokenTimes times = TokenTimes.of(LongStream.rangeClosed(1, 200).boxed().toList());
        assertThat(times)
                .isEqualTo(new TokenTimes(
                        Duration.ofNanos(100), Duration.ofNanos(180), Duration.ofNanos(198), Duration.ofNanos(200)));
        assertThat(TokenTimes.of(List.of()).longest()).isZero();
        assertThat(TokenTimes.of(List.of(7L)).median()).isEqualTo(Duration.ofNanos(7));
    }

    private static void refused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
}
