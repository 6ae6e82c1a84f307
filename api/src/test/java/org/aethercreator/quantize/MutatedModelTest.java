package org.aethercreator.quantize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.gguf.GgufFormatException;
import org.aethercreator.gguf.GgufMutator;
import org.aethercreator.gguf.ToyModel;
import org.aethercreator.llamacpp.Generation;
import org.aethercreator.llamacpp.GenerationOptions;
import org.aethercreator.llamacpp.LlamaCpp;
import org.aethercreator.llamacpp.LlamaCppException;
import org.aethercreator.llamacpp.LlamaModel;
import org.aethercreator.llamacpp.LoadOptions;
import org.aethercreator.llamacpp.Workers;
import org.aethercreator.progress.Progress;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever the bytes: a model works, or is refused with a typed error; this process and its next models are unharmed.
 */
class MutatedModelTest {
    private static final long SEED = 20261124;
    private static final LoadOptions SMALL =
            LoadOptions.standard().withContextTokens(64).withThreads(2);
    /** Far more than any of it takes, also on a busy machine. */
    private static final Duration LONGEST = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    private enum Outcome {
        WORKED,
        REFUSED_BY_READER,
        REFUSED_BY_LLAMA_CPP,
        REFUSED_OTHERWISE
    }

    @Test
    @Tag("real")
    void twentyMutatedModelsWorkOrAreRefused() throws Exception {
        Map<Outcome, Integer> outcomes = mutate(20);
        assertThat(outcomes).containsKeys(Outcome.WORKED, Outcome.REFUSED_BY_READER);
    }

    @Test
    @Tag("full")
    void twoHundredMutatedModelsWorkOrAreRefused() throws Exception {
        Map<Outcome, Integer> outcomes = mutate(200);
        System.out.println("200 mutated models, each loaded and run: " + outcomes);
        assertThat(outcomes)
                .containsKeys(Outcome.WORKED, Outcome.REFUSED_BY_READER, Outcome.REFUSED_BY_LLAMA_CPP)
                .allSatisfy((outcome, count) -> assertThat(count).isLessThan(180));
    }

    /** Half of them damaged in the header, half in the data. */
    private Map<Outcome, Integer> mutate(int files) throws Exception {
        Path good = ToyModel.small().write(folder.resolve("good.gguf"));
        int headerBytes;
        try (GgufFile file = GgufFile.open(good)) {
            headerBytes = (int) file.tensors().get(0).offset();
        }
        byte[] sample = Files.readAllBytes(good);
        Random random = new Random(SEED);
        Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        for (int i = 0; i < files; i++) {
            Path mutated = folder.resolve("mutated-" + i + ".gguf");
            Files.write(
                    mutated,
                    i % 2 == 0
                            ? GgufMutator.mutate(sample, headerBytes, random)
                            : GgufMutator.mutateData(sample, headerBytes, random));
            outcomes.merge(generate(mutated), 1, Integer::sum);
            Files.delete(mutated);
        }
        assertThat(Workers.ofThisProcess()).isEmpty();
        assertThat(Workers.folders()).isEmpty();
        assertThat(generate(good)).isEqualTo(Outcome.WORKED);
        return outcomes;
    }

    /** Any other exception, and any that takes too long, fails the test. */
    private static Outcome generate(Path model) {
        return Assertions.assertTimeoutPreemptively(
                LONGEST,
                () -> {
                    try (LlamaModel loaded = LlamaCpp.bundled().load(model, SMALL, Progress.none())) {
                        Generation generation = loaded.generate(
                                "Once", GenerationOptions.greedy().withMaxTokens(4), text -> {});
                        assertThat(generation.generatedTokens()).isBetween(1, 4);
                        return Outcome.WORKED;
                    } catch (GgufFormatException e) {
                        return Outcome.REFUSED_BY_READER;
                    } catch (LlamaCppException e) {
                        return Outcome.REFUSED_BY_LLAMA_CPP;
                    } catch (IllegalArgumentException | IOException e) {
                        return Outcome.REFUSED_OTHERWISE;
                    }
                },
                () -> model.getFileName() + " does not end");
    }
}
