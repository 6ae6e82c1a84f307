package org.aethercreator.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.aethercreator.fit.Engine;
import org.aethercreator.fit.HardwareProfile;
import org.aethercreator.fit.MemoryFit;
import org.aethercreator.fit.ModelFootprint;
import org.aethercreator.fit.RunSettings;
import org.aethercreator.modelfile.ModelParameter;
import org.aethercreator.modelfile.Preset;

/** What holds for every model, machine and task. */
class RecommenderPropertyTest {
    private static final long MIB = 1L << 20;

    @Provide
    Arbitrary<MemoryFit> questions() {
        return Combinators.combine(models(), machines(), Arbitraries.of(Engine.values()))
                .as((model, machine, engine) -> new MemoryFit(model, RunSettings.of(engine, 4096), machine));
    }

    @Provide
    Arbitrary<Preset> tasks() {
        return Arbitraries.of(Preset.builtIn());
    }

    @Property
    void whatIsRecommendedFits(@ForAll("questions") MemoryFit question, @ForAll("tasks") Preset task) {
        Recommendation recommendation = Recommender.of(question, 8_000_000_000L).recommend(task);
        assertThat(recommendation)
                .isEqualTo(Recommender.of(question, 8_000_000_000L).recommend(task));
        if (recommendation.shortfall().isPresent()) {
            assertThat(recommendation.shortfall().get().missingBytes()).isPositive();
            assertThat(question.withSettings(recommendation.fit().settings().withContextTokens(512))
                            .fits())
                    .isFalse();
            return;
        }
        int context = number(recommendation, ModelParameter.NUM_CTX);
        MemoryFit fit = question.withSettings(question.settings()
                .withContextTokens(context)
                .withBatchTokens(number(recommendation, ModelParameter.NUM_BATCH)));
        assertThat(fit.fits()).isTrue();
        assertThat(number(recommendation, ModelParameter.NUM_GPU)).isEqualTo(fit.gpuLayers());
        assertThat((long) context).isLessThanOrEqualTo(question.model().trainedContextTokens());
        assertThat(number(recommendation, ModelParameter.NUM_BATCH)).isLessThanOrEqualTo(context);
        assertThat(number(recommendation, ModelParameter.NUM_THREAD))
                .isEqualTo(question.hardware().physicalCores());
    }

    @Property
    void moreMemoryNeverGivesLessContext(
            @ForAll("questions") MemoryFit question,
            @ForAll("tasks") Preset task,
            @ForAll @IntRange(max = 20_000) int moreRamMib,
            @ForAll @IntRange(max = 20_000) int moreVramMib) {
        HardwareProfile machine = question.hardware();
        List<HardwareProfile.Gpu> gpus = machine.gpus().stream()
                .map(gpu -> new HardwareProfile.Gpu(
                        gpu.name(), gpu.vramBytes() + moreVramMib * MIB, gpu.freeVramBytes() + moreVramMib * MIB))
                .toList();
        HardwareProfile larger = new HardwareProfile(
                "larger",
                machine.cpuName(),
                machine.physicalCores(),
                machine.logicalCores(),
                machine.ramBytes() + moreRamMib * MIB,
                machine.availableRamBytes() + moreRamMib * MIB,
                gpus);
        assertThat(context(question.withHardware(larger), task)).isGreaterThanOrEqualTo(context(question, task));
    }

    private static int context(MemoryFit question, Preset task) {
        return Recommender.of(question, 8_000_000_000L)
                .recommend(task)
                .value(ModelParameter.NUM_CTX)
                .map(Integer::parseInt)
                .orElse(0);
    }

    private static int number(Recommendation recommendation, ModelParameter parameter) {
        return Integer.parseInt(recommendation.value(parameter).orElseThrow());
    }

    private static Arbitrary<ModelFootprint> models() {
        Arbitrary<ModelFootprint.Layer> layer = Combinators.combine(
                        Arbitraries.longs().between(1, 900),
                        Arbitraries.of(0L, 128L, 1024L, 8192L),
                        Arbitraries.of(0L, 512L, 4096L),
                        Arbitraries.of(0L, MIB))
                .as((weightMib, elements, window, state) ->
                        new ModelFootprint.Layer(weightMib * MIB, elements, elements, window, state));
        return Combinators.combine(
                        layer.list().ofMinSize(1).ofMaxSize(6),
                        Arbitraries.integers().between(1, 12),
                        Arbitraries.longs().between(1, 2000),
                        Arbitraries.of(true, false),
                        Arbitraries.of(512L, 4096L, 8192L),
                        Arbitraries.of(32_000L, 256_000L),
                        Arbitraries.of(512L, 2000L, 8192L, 131_072L))
                .as((pattern, repeats, endMib, tied, embedding, vocabulary, trained) -> {
                    List<ModelFootprint.Layer> layers = new ArrayList<>();
                    for (int i = 0; i < repeats; i++) {
                        layers.addAll(pattern);
                    }
                    return new ModelFootprint(
                            layers,
                            endMib * MIB,
                            endMib * MIB,
                            tied,
                            embedding,
                            3 * embedding,
                            embedding / 128,
                            vocabulary,
                            trained);
                });
    }

    private static Arbitrary<HardwareProfile> machines() {
        Arbitrary<HardwareProfile.Gpu> gpu = Arbitraries.longs()
                .between(0, 48_000)
                .map(mib -> new HardwareProfile.Gpu("gpu", 48_000 * MIB, mib * MIB));
        return Combinators.combine(
                        Arbitraries.longs().between(0, 64_000),
                        Arbitraries.integers().between(1, 64),
                        gpu.list().ofMaxSize(3))
                .as((ramMib, cores, gpus) ->
                        new HardwareProfile("test", "cpu", cores, 2 * cores, 64_000 * MIB, ramMib * MIB, gpus));
    }
}
