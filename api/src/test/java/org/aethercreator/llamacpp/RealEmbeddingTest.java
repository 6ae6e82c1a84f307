package org.aethercreator.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.aethercreator.hub.SampleModel;
import org.aethercreator.progress.Progress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("real")
class RealEmbeddingTest {
    private static Path gguf;
    private static LlamaModel model;

    @BeforeAll
    static void load() throws Exception {
        gguf = SampleModel.SMOLLM2_135M_INSTRUCT.fetch(Progress.none());
        model = load(Pooling.MEAN);
    }

    @AfterAll
    static void close() {
        model.close();
    }

    private static LlamaModel load(Pooling pooling) throws Exception {
        return LlamaCpp.bundled()
                .load(
                        gguf,
                        LoadOptions.forEmbeddings()
                                .withPooling(pooling)
                                .withContextTokens(256)
                                .withBatchTokens(256),
                        Progress.none());
    }

    @Test
    void textsOfLikeMeaningAreNear() throws Exception {
        float[][] vectors = model.embed(List.of(
                "The cat sleeps on the sofa.",
                "A kitten is napping on the couch.",
                "def quicksort(values): return sorted(values)"));
        assertThat(cosine(vectors[0], vectors[1])).isGreaterThan(cosine(vectors[0], vectors[2]) + 0.05);
        for (float[] vector : vectors) {
            assertThat(vector).hasSize(576);
            assertThat(cosine(vector, vector)).isCloseTo(1, within(1e-5));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Pooling.class,
            names = {"MEAN", "FIRST", "LAST"})
    void manyTextsAtOnceAreAsEachAlone(Pooling pooling) throws Exception {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 40; i++) { // more than fit into a batch, and than are embedded at once
            texts.add("Sentence " + i + " is about " + "many ".repeat(i % 7) + "things.");
        }
        try (LlamaModel pooled = load(pooling)) {
            float[][] together = pooled.embed(texts);
            assertThat(together).hasNumberOfRows(40);
            for (int i = 0; i < texts.size(); i += 13) {
                float[] alone = pooled.embed(List.of(texts.get(i)))[0];
                assertThat(cosine(together[i], alone)).isCloseTo(1, within(1e-3));
            }
        }
    }

    @Test
    void unscaledVectorsPointTheSameWay() throws Exception {
        List<String> texts = List.of("Hello, world.");
        float[] unscaled = model.embedUnscaled(texts)[0];
        double length = Math.sqrt(cosine(unscaled, unscaled));
        assertThat(length).isNotCloseTo(1, within(0.01));
        assertThat(cosine(model.embed(texts)[0], unscaled) / length).isCloseTo(1, within(1e-5));
    }

    @Test
    void whatCannotBeEmbeddedIsRefused() throws Exception {
        assertThat(model.embed(List.of())).isEmpty();
        assertThatThrownBy(() -> model.embed(List.of("one", "")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Text 1 is empty; give at least one character.");
        assertThatThrownBy(() -> model.embed(List.of("word ".repeat(300))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching(
                        "Text 0 has \\d+ tokens, but at most 256 are embedded at once; cut it into parts, or"
                                + " load the model with more contextTokens and batchTokens\\.");
        assertThatThrownBy(() -> load(Pooling.MODEL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The model's file " + gguf + " does not say how to make one vector of a text; load it with"
                        + " withPooling(Pooling.MEAN) or withPooling(Pooling.LAST).");
    }

    @Test
    void aModelDoesWhatItWasLoadedFor() throws Exception {
        String textOnly = "The model was loaded for embeddings and generates no text; load it with"
                + " LoadOptions.standard() for that.";
        assertThatThrownBy(() -> model.generate("Once", GenerationOptions.greedy(), text -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(textOnly);
        assertThatThrownBy(() -> model.perplexity("Once upon a time. ".repeat(50), 64, 1, Progress.none()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(textOnly);
        try (LlamaModel writer = LlamaCpp.bundled().load(gguf, LoadOptions.standard(), Progress.none())) {
            assertThatThrownBy(() -> writer.embed(List.of("Once")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "The model was loaded for text; load it with LoadOptions.forEmbeddings() to embed texts.");
        }
    }

    private static double cosine(float[] first, float[] second) {
        double product = 0;
        for (int i = 0; i < first.length; i++) {
            product += (double) first[i] * second[i];
        }
        return product;
    }
}
