package org.aethercreator.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.gguf.GgufValue;
import org.aethercreator.gguf.GgufWriter;
import org.aethercreator.hub.SampleModel;
import org.aethercreator.progress.Progress;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    void sameSeedGivesTheSameTextAndStreamsWhatItReturns() throws Exception {
        GenerationOptions sampling = GenerationOptions.standard().withSeed(42).withMaxTokens(40);
        StringBuilder streamed = new StringBuilder();
        Generation first = model.generate("Once upon a time", sampling, streamed::append);
        Generation second = model.generate("Once upon a time", sampling, text -> {});
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
    void anAnswerEndsByItself() throws Exception {
        Generation answer = model.generate(
                "<|im_start|>user\nWhat is the capital of France? Answer in one word.<|im_end|>\n<|im_start|>assistant\n",
                GenerationOptions.greedy().withMaxTokens(200),
                text -> {});
        assertThat(answer.text()).contains("Paris");
        assertThat(answer.stopReason()).isEqualTo(StopReason.END_OF_TEXT);
    }

    @Test
    void theStartTokenStandsOnceBeforeAPromptThatMayHaveIt(@TempDir Path folder) throws Exception {
        Path copy = folder.resolve("starting.gguf");
        try (GgufFile source = GgufFile.open(model.path())) {
            GgufWriter.copyOf(source)
                    .set("tokenizer.ggml.add_bos_token", GgufValue.bool(true))
                    .write(copy, Progress.none());
        }
        GenerationOptions options = GenerationOptions.greedy().withMaxTokens(8);
        try (LlamaModel starting =
                LlamaCpp.bundled().load(copy, LoadOptions.standard().withContextTokens(64), Progress.none())) {
            Generation added = starting.generate("user\nHi", options, text -> {});
            Generation written = starting.generate("<|im_start|>user\nHi", options, text -> {});

            assertThat(starting.tokenize("<|im_start|>user\nHi", true, true)).startsWith(1, 1);
            assertThat(written.promptTokens())
                    .isEqualTo(added.promptTokens())
                    .isEqualTo(starting.tokenize("<|im_start|>user\nHi", false, true).length);
            assertThat(written.text()).isEqualTo(added.text());
        }
        assertThat(model.generate("<|im_start|><|im_start|>", options, text -> {})
                        .promptTokens())
                .as("a model that wants none gets what is written")
                .isEqualTo(2);
    }

    @Test
    void aStopTextEndsTheAnswerAndIsNotPartOfIt() throws Exception {
        GenerationOptions sampling = GenerationOptions.greedy().withMaxTokens(40);
        String whole = model.generate("Once upon a time", sampling, text -> {}).text();
        String stop = whole.substring(whole.length() / 2, whole.length() / 2 + 6);
        StringBuilder streamed = new StringBuilder();

        Generation stopped =
                model.generate("Once upon a time", sampling.withStop(List.of("never said", stop)), streamed::append);

        assertThat(stopped.stopReason()).isEqualTo(StopReason.STOP_STRING);
        assertThat(stopped.text()).isEqualTo(whole.substring(0, whole.indexOf(stop)));
        assertThat(streamed).hasToString(stopped.text());
    }

    @Test
    void anAnswerEndsWhereTheContextIsFull() throws Exception {
        String prompt = "one two three four five six seven eight nine ten ".repeat(100);
        assertThat(model.tokenize(prompt, true, true)).hasSizeBetween(1000, 1020);

        Generation full = model.generate(prompt, GenerationOptions.greedy(), text -> {});

        assertThat(full.stopReason()).isIn(StopReason.CONTEXT_FULL, StopReason.END_OF_TEXT);
        assertThat(full.promptTokens() + full.generatedTokens()).isLessThanOrEqualTo(1025);
    }

    @Test
    void aPromptLongerThanTheContextIsRefused() {
        assertThatThrownBy(() -> model.generate("word ".repeat(2000), GenerationOptions.greedy(), text -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching(
                        "The prompt has \\d+ tokens, but the context holds 1024 and at least one must be left"
                                + " for the answer; shorten the prompt to 1023 tokens, or load the model with more"
                                + " contextTokens \\(it was trained with 8192\\)\\.");
    }

    @Test
    void aTextThatRepeatsItselfSurprisesLessThanOneThatDoesNot() throws Exception {
        Perplexity repeated = model.perplexity("hello world, this is ".repeat(300), 256, 2, Progress.none());
        Perplexity prose = model.perplexity(prose(), 256, 2, Progress.none());

        assertThat(repeated.value()).isBetween(1.0, 1.5);
        assertThat(prose.value()).isBetween(10.0, 60.0);
        assertThat(prose.scoredTokens()).isEqualTo(2 * (256 / 2 - 1));
        assertThat(prose.standardError()).isPositive();
        assertThat(model.memory().peakResidentBytes()).isGreaterThan(90_000_000L);
    }

    @Test
    void aTextShorterThanAWindowIsRefused() {
        assertThatThrownBy(() -> model.perplexity("Too short.", 256, 2, Progress.none()))
                .hasMessageMatching("The text has \\d+ tokens, but a window needs 256; give a longer text or choose"
                        + " smaller windows\\.");
    }

    @Test
    void perplexityIsThatOfAComputationWithoutLlamaCpp() throws Exception {
        // referee/perplexity.py model.gguf prose.txt 512 2: 4724 tokens, 27.9084. llama.cpp rounds activations to 8
        // bits.
        Perplexity perplexity = model.perplexity(prose(), 512, 2, Progress.none());

        assertThat(model.tokenize(prose(), true, false)).hasSize(4724).startsWith(2020, 253, 21536, 20929, 849, 253);
        assertThat(perplexity.value()).isCloseTo(27.9084, Percentage.withPercentage(1));
        assertThat(perplexity.windows()).isEqualTo(2);
        assertThat(perplexity.scoredTokens()).isEqualTo(510);
    }

    @Test
    void windowsLargerThanTheContextAreRefused() {
        assertThatThrownBy(() -> model.perplexity("short", 2048, 1, Progress.none()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "windowTokens is 2048, but the model was loaded with a context of 1024 tokens; choose smaller "
                                + "windows, or load it with more contextTokens");
    }

    @Test
    void charactersOfSeveralTokensArriveWhole() throws Exception {
        assertThat(model.tokenize("🐻", false, false).length).isGreaterThan(1);
        List<String> pieces = new ArrayList<>();

        Generation bears =
                model.generate("🐻🐼🐨".repeat(6), GenerationOptions.greedy().withMaxTokens(30), pieces::add);

        assertThat(bears.text()).containsAnyOf("🐻", "🐼", "🐨").doesNotContain("\uFFFD");
        assertThat(pieces).noneMatch(piece -> Character.isHighSurrogate(piece.charAt(piece.length() - 1)));
    }

    @Test
    void penaltiesChangeTheText() throws Exception {
        GenerationOptions greedy = GenerationOptions.greedy().withMaxTokens(24);
        String prompt = "la la la la la la";
        String plain = model.generate(prompt, greedy, text -> {}).text();
        assertThat(model.generate(prompt, greedy.withPenalties(Penalties.none().withRepeat(1.8)), text -> {})
                        .text())
                .isNotEqualTo(plain);
        assertThat(model.generate(prompt, greedy.withPenalties(Penalties.none().withFrequency(2)), text -> {})
                        .text())
                .isNotEqualTo(plain);
    }

    @Test
    void mirostatIsRepeatableToo() throws Exception {
        for (int version = 1; version <= 2; version++) {
            GenerationOptions mirostat = GenerationOptions.standard()
                    .withSampling(
                            Sampling.standard().withMirostat(Mirostat.off().withVersion(version)))
                    .withSeed(5)
                    .withMaxTokens(24);
            String first = model.generate("The sky is", mirostat, text -> {}).text();
            assertThat(model.generate("The sky is", mirostat, text -> {}).text())
                    .isEqualTo(first);
        }
    }

    @Test
    void topKOfOneIsGreedy() throws Exception {
        GenerationOptions greedy = GenerationOptions.greedy().withMaxTokens(20);
        String text = model.generate("The sky is", greedy, piece -> {}).text();
        assertThat(model.generate(
                                "The sky is",
                                greedy.withSampling(
                                        Sampling.standard().withTemperature(1.5).withTopK(1)),
                                piece -> {})
                        .text())
                .isEqualTo(text);
    }

    @Test
    void randomSeedIsToldAndRepeatsTheText() throws Exception {
        GenerationOptions random = GenerationOptions.standard().withMaxTokens(20);
        Generation first = model.generate("The sky is", random, piece -> {});
        assertThat(model.generate("The sky is", random.withSeed(first.seed()), piece -> {})
                        .text())
                .isEqualTo(first.text());
    }

    @Test
    void anEmptyPromptIsRefused() {
        assertThatThrownBy(() -> model.generate("", GenerationOptions.greedy(), text -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The prompt is empty; give at least one character.");
    }

    @Test
    void interruptDuringAShortCallWaitsForItsEnd() {
        Thread.currentThread().interrupt();
        int[] tokens = model.tokenize("still here", false, false);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(tokens).isNotEmpty();
    }

    private static String prose() throws IOException {
        return Files.readString(Path.of("src/main/resources/org/aethercreator/bench/prose.txt"));
    }
}
