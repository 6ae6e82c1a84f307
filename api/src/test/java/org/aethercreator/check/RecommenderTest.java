package org.aethercreator.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.aethercreator.fit.HardwareProfile;
import org.aethercreator.fit.MemoryFit;
import org.aethercreator.fit.ModelFootprint;
import org.aethercreator.fit.RunSettings;
import org.aethercreator.modelfile.ModelParameter;
import org.aethercreator.modelfile.Modelfile;
import org.aethercreator.modelfile.Preset;
import org.junit.jupiter.api.Test;

/** Llama-3.1-8B-Instruct Q4_K_M, rounded: 32 layers of 130 MiB, 8 key-value heads of 128. */
class RecommenderTest {
    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;
    private static final long PARAMETERS = 8_030_000_000L;
    private static final ModelFootprint LLAMA_8B = new ModelFootprint(
            Collections.nCopies(32, new ModelFootprint.Layer(130 * MIB, 1024, 1024, 0)),
            280 * MIB,
            410 * MIB,
            false,
            4096,
            14336,
            32,
            128_256,
            131_072);

    @Test
    void everythingGoesToAGraphicsCardThatHoldsIt() {
        Recommendation coding = recommend(HardwareProfile.named("ryzen9-rtx-32gb"), Preset.CODING_FOCUS);

        assertThat(words(coding, 4))
                .containsExactly(
                        "num_ctx 8192: what Coding Focus asks for; its cache takes 1.00 GiB",
                        "num_gpu 33: all 32 layers and the output fit: they take 5.56 GiB of the 11.00 GiB of graphics"
                                + " memory that are free",
                        "num_batch 512: prompt tokens at once; the buffers for it take 0.10 GiB and leave the layers on"
                                + " the graphics card",
                        "num_thread 12: one for each of the 12 cores; more threads wait for each other, as they share"
                                + " the cores' arithmetic");
        assertThat(coding.value(ModelParameter.TEMPERATURE)).hasValue("0.2");
        assertThat(coding.shortfall()).isEmpty();
    }

    @Test
    void contextIsCutToWhatFitsAndSaysWhatAQuantizedCacheWouldHold() {
        Recommendation summary = recommend(ram(7 * GIB), Preset.SUMMARIZATION);

        assertThat(words(summary, 2))
                .containsExactly(
                        "num_ctx 14080: the largest that fits into 7.00 GiB of RAM, though Summarization asks for 16384;"
                                + " its cache takes 1.72 GiB; a server started with OLLAMA_KV_CACHE_TYPE=q8_0 could hold"
                                + " 16384",
                        "num_gpu 0: test has no graphics card");
    }

    @Test
    void layersThatFitAreCountedAndTheFastContextIsNamed() {
        HardwareProfile small = ram(32 * GIB).withGpus(List.of(new HardwareProfile.Gpu("gpu", 6 * GIB, 6 * GIB)));
        assertThat(words(recommend(small, Preset.SUMMARIZATION), 2).get(1))
                .isEqualTo("num_gpu 28: so many of 33 layers fit: they take 5.43 GiB of the 6.00 GiB of graphics memory"
                        + " that are free, the others are computed by the CPU; with num_ctx 7424 all would fit, which is"
                        + " much faster");
    }

    @Test
    void whatDoesNotFitIsSaidWithWhatWould() {
        Recommendation none = recommend(ram(4 * GIB), Preset.CODING_FOCUS);

        assertThat(none.values()).isEmpty();
        assertThat(none.preset()).isEmpty();
        assertThat(none.shortfall().orElseThrow().reason())
                .isEqualTo("The model needs 4.82 GiB even with a context of 512 tokens, and test has 4.00 GiB of RAM"
                        + " free: 1.32 GiB are missing. IQ3_XXS is the best that fits of a model with 8.03 billion"
                        + " parameters: it takes 3.1 GiB with a context of 512 tokens, in RAM; Q5_K_M would be better,"
                        + " with more memory or a shorter context.");
        Modelfile modelfile = Modelfile.parse("FROM a\n");
        assertThat(none.applyTo(modelfile)).isEqualTo(modelfile);
    }

    @Test
    void theModelfilesOwnValuesStay() {
        Modelfile modelfile = recommend(HardwareProfile.named("ryzen9-rtx-32gb"), Preset.CODING_FOCUS)
                .applyTo(Modelfile.parse("FROM a\n# mine\nPARAMETER num_ctx 4096\n"));

        assertThat(modelfile.parameters()).containsEntry("num_ctx", "4096").containsEntry("num_gpu", "33");
        assertThat(modelfile.source().text())
                .startsWith(
                        "FROM a\n# mine\nPARAMETER num_ctx 4096\n\n# recommended: all 32 layers and the output fit");
    }

    @Test
    void answersLeaveRoomForTheQuestion() {
        Recommendation coding = recommend(ram(6 * GIB), Preset.CODING_FOCUS);

        assertThat(coding.value(ModelParameter.NUM_CTX)).hasValue("5888");
        assertThat(coding.values())
                .filteredOn(value -> value.parameter() == ModelParameter.NUM_PREDICT)
                .singleElement()
                .extracting(value -> value.value() + ": " + value.reason())
                .isEqualTo("2944: half of the context of 5888 tokens, though Coding Focus asks for 4096");
    }

    private static List<String> words(Recommendation recommendation, int count) {
        return recommendation.values().stream()
                .limit(count)
                .map(value -> value.parameter().key() + " " + value.value() + ": " + value.reason())
                .toList();
    }

    private static Recommendation recommend(HardwareProfile hardware, Preset task) {
        return Recommender.of(new MemoryFit(LLAMA_8B, RunSettings.standard(4096), hardware), PARAMETERS)
                .recommend(task);
    }

    private static HardwareProfile ram(long bytes) {
        return new HardwareProfile("test", "cpu", 8, 16, bytes, bytes, List.of());
    }
}
