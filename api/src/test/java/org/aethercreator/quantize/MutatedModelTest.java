package org.aethercreator.quantize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.gguf.GgufFormatException;
import org.aethercreator.gguf.GgufMutator;
import org.aethercreator.gguf.ToyModel;
import org.aethercreator.llamacpp.LlamaCppException;
import org.aethercreator.llamacpp.Workers;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever the bytes: a model works, or is refused with a typed error; this process and its next models are unharmed.
 */
class MutatedModelTest {
    private static final long SEED = 20261124;
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
        System.out.println("200 mutated models, each loaded and quantized: " + outcomes);
        assertThat(outcomes)
                .containsKeys(Outcome.WORKED, Outcome.REFUSED_BY_READER, Outcome.REFUSED_BY_LLAMA_CPP)
                .allSatisfy((outcome, count) -> assertThat(count).isLessThan(350));
    }

    /** Half of them damaged in the header, half in the data. */
    private Map<Outcome, Integer> mutate(int files) throws Exception {
        Path good = ToyModel.small().write(folder.resolve("good.gguf"));
        Path results = Files.createDirectory(folder.resolve("results"));
        int headerBytes;
        try (GgufFile file = GgufFile.open(good)) {
            headerBytes = (int) file.tensors().get(0).offset();
        }
        GgufMutator mutator = new GgufMutator(Files.readAllBytes(good), headerBytes, SEED);
        Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        for (int i = 0; i < files; i++) {
            Path mutated = folder.resolve("mutated-" + i + ".gguf");
            Files.write(mutated, i % 2 == 0 ? mutator.header() : mutator.data());
            for (BadModelTest.Door door : BadModelTest.Door.values()) {
                outcomes.merge(take(door, mutated, results), 1, Integer::sum);
            }
            Files.delete(mutated);
        }
        assertThat(Workers.ofThisProcess()).isEmpty();
        assertThat(Workers.folders()).isEmpty();
        for (BadModelTest.Door door : BadModelTest.Door.values()) {
            assertThat(take(door, good, results)).isEqualTo(Outcome.WORKED);
        }
        return outcomes;
    }

    /** Any other exception, and any that takes too long, fails the test. */
    private static Outcome take(BadModelTest.Door door, Path model, Path results) throws Exception {
        Outcome outcome = Assertions.assertTimeoutPreemptively(
                LONGEST,
                () -> {
                    try {
                        door.take(model, results);
                        return Outcome.WORKED;
                    } catch (GgufFormatException e) {
                        return Outcome.REFUSED_BY_READER;
                    } catch (LlamaCppException e) {
                        return Outcome.REFUSED_BY_LLAMA_CPP;
                    } catch (IllegalArgumentException | IOException e) {
                        return Outcome.REFUSED_OTHERWISE;
                    }
                },
                () -> door + " of " + model.getFileName() + " does not end");
        try (var files = Files.list(results)) {
            for (Path file : files.toList()) {
                assertThat(outcome).as("a file is left: " + file).isEqualTo(Outcome.WORKED);
                Files.delete(file);
            }
        }
        return outcome;
    }
}
