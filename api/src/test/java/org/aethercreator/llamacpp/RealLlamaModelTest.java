package org.aethercreator.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.aethercreator.hub.SampleModel;
import org.aethercreator.progress.Progress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("real")
class RealLlamaModelTest {
    private static LlamaModel model;

    @BeforeAll
    static void load() throws Exception {
        model = LlamaCpp.bundled()
                .load(
                        SampleModel.SMOLLM2_135M_INSTRUCT.fetch(Progress.none()),
                        LoadOptions.standard().withContextTokens(1024),
                        Progress.none());
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @Test
    void tellsWhatItLoaded() {
        assertThat(model.contextTokens()).isEqualTo(1024);
        assertThat(model.vocabularySize()).isEqualTo(49152);
        assertThat(model.loadTime()).isPositive();
        assertThat(model.nativeLog()).anyMatch(line -> line.contains("general.architecture"));
    }

    @Test
    void tokensBecomeTheSameTextAgain() {
        String text = "Der Bär 🐻 isst <|im_start|> Größeres.\n\tEnde";
        assertThat(model.detokenize(model.tokenize(text, false, false))).isEqualTo(text);
        assertThat(model.tokenize("<|im_start|>", false, true)).containsExactly(1);
        assertThat(model.tokenize("<|im_start|>", false, false).length).isGreaterThan(1);
        assertThat(model.tokenize("", false, false)).isEmpty();
        assertThat(model.detokenize(new int[0])).isEmpty();
    }

    @Test
    void unknownTokenIsRefused() {
        assertThatThrownBy(() -> model.detokenize(new int[] {49152}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("token 49152 is not in the vocabulary; its tokens are 0 to 49151");
    }

    @Test
    void chatTemplateIsTheModelsOwn() {
        String prompt = model.applyChatTemplate(
                List.of(ChatMessage.system("Be brief."), ChatMessage.user("What is 2 + 2? ünï")), true);
        assertThat(prompt).isEqualTo("""
                        <|im_start|>system
                        Be brief.<|im_end|>
                        <|im_start|>user
                        What is 2 + 2? ünï<|im_end|>
                        <|im_start|>assistant
                        """);
    }

    @Test
    void sameSeedGivesTheSameTextAndStreamsWhatItReturns() throws Exception {
        SamplingOptions sampling = SamplingOptions.standard().withSeed(42).withMaxTokens(40);
        StringBuilder streamed = new StringBuilder();
        Generation first = model.generate("Once upon a time", sampling, streamed::append);
        Generation second = model.generate("Once upon a time", sampling, text -> {});
        System.getLogger("x").log(System.Logger.Level.INFO, first);
        assertThat(first.text()).isNotBlank().isEqualTo(streamed.toString()).isEqualTo(second.text());
        assertThat(first.generatedTokens()).isEqualTo(40);
        assertThat(first.stopReason()).isEqualTo(StopReason.MAX_TOKENS);
        assertThat(first.promptTokens()).isEqualTo(4);
        assertThat(first.promptTokensPerSecond()).isPositive();
        assertThat(first.generatedTokensPerSecond()).isPositive();
        assertThat(first.timeToFirstToken()).isGreaterThanOrEqualTo(first.promptTime());
        Generation other = model.generate("Once upon a time", sampling.withSeed(43), text -> {});
        assertThat(other.text()).isNotEqualTo(first.text());
    }

    @Test
    void chatEndsByItself() throws Exception {
        Generation answer = model.chat(
                List.of(ChatMessage.user("What is the capital of France? Answer in one word.")),
                SamplingOptions.greedy().withMaxTokens(200),
                text -> {});
        System.err.println(answer);
        assertThat(answer.text()).contains("Paris");
        assertThat(answer.stopReason()).isEqualTo(StopReason.END_OF_TEXT);
    }

    @Test
    void perplexityTmp() throws Exception {
        System.err.println(model.perplexity("hello world, this is ".repeat(300), 512, 2, System.err::println));
        System.err.println(model.memory());
    }
}
