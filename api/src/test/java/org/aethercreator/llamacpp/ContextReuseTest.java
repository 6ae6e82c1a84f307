package org.aethercreator.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.aethercreator.hub.SampleModel;
import org.aethercreator.progress.Progress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a generation takes over from the one before it, and that the text stays the same. */
@Tag("real")
class ContextReuseTest {
    private static final GenerationOptions REUSING = GenerationOptions.greedy().withMaxTokens(24);
    private static final GenerationOptions FRESH = REUSING.withReuseContext(false);
    private static final String STORY = "Once upon a time, in a village by the sea, there lived an old fisherman who";

    private static LlamaModel model;

    @BeforeAll
    static void load() throws Exception {
        model = LlamaCpp.bundled()
                .load(
                        SampleModel.SMOLLM2_135M_INSTRUCT.fetch(Progress.none()),
                        LoadOptions.standard().withContextTokens(512),
                        Progress.none());
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @Test
    void aLongerConversationTakesOverWhatWasSaid() throws Exception {
        Generation first = generate(STORY, FRESH);
        String longer = STORY + first.text() + " Then the sun went down, and";

        Generation reusing = generate(longer, REUSING);
        Generation fresh = generate(longer, FRESH);

        assertThat(first.reusedPromptTokens()).isZero();
        assertThat(fresh.reusedPromptTokens()).isZero();
        assertThat(reusing.reusedPromptTokens()).isBetween(first.promptTokens(), reusing.promptTokens() - 1);
        assertThat(reusing.text()).isEqualTo(fresh.text());
        assertThat(reusing.promptTokens()).isEqualTo(fresh.promptTokens());
    }

    @Test
    void theSamePromptAgainEvaluatesItsLastTokenOnly() throws Exception {
        Generation first = generate(STORY, FRESH);
        Generation again = generate(STORY, REUSING);
        assertThat(again.reusedPromptTokens()).isEqualTo(first.promptTokens() - 1);
        assertThat(again.text()).isEqualTo(first.text());
    }

    @Test
    void aShorterPromptForgetsTheRest() throws Exception {
        String shorter = "Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday, Monday, Tuesday,";
        String expected = generate(shorter, FRESH).text();
        generate(shorter + " then a holiday came, and nobody went to work", FRESH);
        Generation reusing = generate(shorter, REUSING);
        assertThat(reusing.reusedPromptTokens()).isEqualTo(reusing.promptTokens() - 1);
        assertThat(reusing.text()).isEqualTo(expected);
    }

    @Test
    void anotherPromptTakesOverNothing() throws Exception {
        generate(STORY, FRESH);
        Generation other = generate("The capital of France is", REUSING);
        assertThat(other.reusedPromptTokens()).isZero();
        assertThat(other.text())
                .isEqualTo(generate("The capital of France is", FRESH).text());
    }

    @Test
    void aCancelledGenerationLeavesNothingWrongBehind() throws Exception {
        String expected = generate(STORY, FRESH).text();
        assertThatThrownBy(() -> model.generate(STORY, REUSING.withMaxTokens(400), text -> Thread.currentThread()
                        .interrupt()))
                .isInstanceOf(InterruptedException.class);
        assertThat(generate(STORY, REUSING).text()).isEqualTo(expected);
    }

    @Test
    void aStopTextARefusedPromptAndAPerplexityLeaveNothingWrongBehind() throws Exception {
        String expected = generate(STORY, FRESH).text();
        generate(STORY, REUSING.withStop(List.of(expected.substring(10, 14))));
        assertThat(generate(STORY, REUSING).text()).isEqualTo(expected);

        assertThatThrownBy(() -> generate(STORY.repeat(60), REUSING)).isInstanceOf(IllegalArgumentException.class);
        assertThat(generate(STORY, REUSING).text()).isEqualTo(expected);

        model.perplexity(STORY.repeat(20), 64, 1, Progress.none());
        assertThat(generate(STORY, REUSING).text()).isEqualTo(expected);
    }

    @Test
    void aFullContextIsTakenOverToo() throws Exception {
        String prompt = "one two three four five six seven eight nine ten ".repeat(50);
        Generation full = model.generate(prompt, REUSING.withMaxTokens(-1), text -> {});
        Generation again = generate(prompt, REUSING);
        assertThat(again.reusedPromptTokens()).isEqualTo(full.promptTokens() - 1);
        assertThat(again.text()).isEqualTo(generate(prompt, FRESH).text());
    }

    @Test
    void logitBiasForbidsAndForcesTokens() throws Exception {
        int usual = model.tokenize(generate("2 + 2 =", FRESH).text(), false, false)[0];
        int wanted = model.tokenize(" banana", false, false)[0];
        String without = generate("2 + 2 =", FRESH.withLogitBias(Map.of(usual, Float.NEGATIVE_INFINITY)))
                .text();
        assertThat(model.tokenize(without, false, false)[0]).isNotEqualTo(usual);
        assertThat(generate(
                                "2 + 2 =",
                                FRESH.withLogitBias(Map.of(wanted, 1000f)).withMaxTokens(1))
                        .text())
                .isEqualTo(model.detokenize(new int[] {wanted}));
        assertThatThrownBy(() -> generate("2 + 2 =", FRESH.withLogitBias(Map.of(49152, 1f))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a token of logitBias is 49152; allowed is 0 to 49151");
    }

    @Test
    void timesOfTokensAreTold() throws Exception {
        Generation generation = generate(STORY, FRESH);
        TokenTimes times = generation.tokenTimes();
        assertThat(times.median()).isPositive().isLessThanOrEqualTo(times.ninetieth());
        assertThat(times.ninetyNinth()).isBetween(times.ninetieth(), times.longest());
        assertThat(times.longest()).isLessThanOrEqualTo(generation.generationTime());
    }

    private static Generation generate(String prompt, GenerationOptions options) throws InterruptedException {
        return model.generate(prompt, options, text -> {});
    }
}
