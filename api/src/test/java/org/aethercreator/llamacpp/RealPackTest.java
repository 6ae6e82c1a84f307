package org.aethercreator.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.aethercreator.bench.BenchmarkText;
import org.aethercreator.gguf.GgmlType;
import org.aethercreator.hub.SampleModel;
import org.aethercreator.llamacpp.pack.Backend;
import org.aethercreator.llamacpp.pack.BuildFacts;
import org.aethercreator.llamacpp.pack.InstalledCpuPack;
import org.aethercreator.llamacpp.pack.NativePack;
import org.aethercreator.llamacpp.pack.NativePacks;
import org.aethercreator.progress.Progress;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pack that {@code %llama install cpu} gets, beside the bundled one. */
@Tag("real")
class RealPackTest {
    private static final int ROW = 512;
    private static final int ROWS = 20;
    private static final LlamaCpp BUNDLED = LlamaCpp.bundled();
    /**
     * One thread: without OpenMP, the threads of ggml wait for each other by spinning, which a busy machine punishes.
     */
    private static final LoadOptions ONE_THREAD = LoadOptions.standard().withThreads(1);

    private static Path gguf;
    private static NativePack pack;
    private static LlamaCpp installed;

    @TempDir
    Path folder;

    @BeforeAll
    static void install() throws Exception {
        gguf = SampleModel.SMOLLM2_135M_INSTRUCT.fetch(Progress.none());
        pack = InstalledCpuPack.get();
        installed = LlamaCpp.of(pack);
    }

    @Test
    void tellsWhatItIs() throws Exception {
        BuildFacts facts = installed.inspect();
        assertThat(pack.source()).isEqualTo(NativePack.Source.INSTALLED);
        assertThat(pack.backend()).isIn(Backend.CPU, Backend.METAL);
        assertThat("v" + facts.release()).startsWith(pack.release());
        assertThat(facts.commit()).matches("[0-9a-f]{7,}");
        assertThat(facts.processorVariant()).isNotEmpty();
        assertThat(facts.systemInfo()).contains("CPU : ");
        assertThat(facts.devices()).extracting(BuildFacts.Device::name).contains("CPU");
        assertThat(facts.devices().get(0).totalBytes()).isPositive();
        assertThat(pack.libraries().llama().resolveSibling("LICENSE")).content().startsWith("MIT License");
    }

    @Test
    void bundledPackTellsWhatItIs() throws Exception {
        BuildFacts facts = BUNDLED.inspect();
        assertThat(facts.release()).isEmpty();
        assertThat(facts.processorVariant()).isEmpty();
        assertThat(facts.systemInfo()).contains("CPU : ");
        assertThat(facts.devices()).extracting(BuildFacts.Device::name).contains("CPU");
    }

    @Test
    void bothModelsTokenizePredictAndAnswerAlike() throws Exception {
        String text = BenchmarkText.bundled().content();
        GenerationOptions greedy = GenerationOptions.greedy().withMaxTokens(8);
        try (LlamaModel old = BUNDLED.load(gguf, LoadOptions.standard(), Progress.none());
                LlamaModel young = installed.load(gguf, ONE_THREAD, Progress.none())) {
            assertThat(young.tokenize(text, true, true)).isEqualTo(old.tokenize(text, true, true));
            assertThat(young.perplexity(text, 512, 2, Progress.none()).value())
                    .isCloseTo(old.perplexity(text, 512, 2, Progress.none()).value(), withinPercentage(1));
            for (LlamaModel model : List.of(old, young)) {
                assertThat(model.generate("The capital of France is", greedy, part -> {})
                                .text())
                        .startsWith(" Paris");
            }
        }
    }

    @Test
    void samplersGiveTheSameTextForTheSameSeed() throws Exception {
        try (LlamaModel model = installed.load(gguf, ONE_THREAD, Progress.none())) {
            GenerationOptions standard =
                    GenerationOptions.standard().withSeed(7).withMaxTokens(12);
            Mirostat mirostat = Mirostat.off();
            for (GenerationOptions seeded : List.of(
                    standard.withPenalties(Penalties.none().withRepeat(1.3).withLastTokens(-1)),
                    standard.withSampling(Sampling.standard().withMirostat(mirostat.withVersion(1))),
                    standard.withSampling(Sampling.standard().withMirostat(mirostat.withVersion(2))))) {
                String text =
                        model.generate("Once upon a time", seeded, part -> {}).text();
                assertThat(text).isNotBlank();
                assertThat(model.generate("Once upon a time", seeded, part -> {})
                                .text())
                        .isEqualTo(text);
            }
        }
    }

    @Test
    void encodersGiveTheSameBytes() throws Exception {
        Path source = folder.resolve("source");
        ByteBuffer floats = ByteBuffer.allocate(4 * ROW * ROWS).order(ByteOrder.LITTLE_ENDIAN);
        Random random = new Random(3);
        while (floats.hasRemaining()) {
            floats.putFloat((float) random.nextGaussian());
        }
        Files.write(source, floats.array());
        FloatBuffer importance = FloatBuffer.allocate(ROW);
        while (importance.hasRemaining()) {
            importance.put(random.nextFloat() + 0.01f);
        }
        importance.flip();

        Map<String, String> old = encoded(BUNDLED, source, importance);

        Map<String, String> young = encoded(installed, source, importance);
        TreeSet<String> different = new TreeSet<>(old.keySet());
        different.removeIf(type -> old.get(type).equals(young.get(type)));
        // the one difference between b4916 and v0.5.0, whose cause is not known; README names it
        assertThat(different).isSubsetOf("IQ1_M");
        assertThat(old.get("Q4_K with importance")).isNotEqualTo(old.get("Q4_K"));
    }

    /** The hash of what each type makes of the numbers, with and without importance. */
    private Map<String, String> encoded(LlamaCpp llama, Path source, FloatBuffer importance) throws Exception {
        Map<String, EncodeJob> jobs = new TreeMap<>();
        for (GgmlType type : EncodableTypes.withoutImportance()) {
            jobs.put(type.name(), job(source, type));
            jobs.put(type + " with importance", job(source, type).withImportance(importance));
        }
        for (GgmlType type : EncodableTypes.needingImportance()) {
            jobs.put(type + " with importance", job(source, type).withImportance(importance));
        }
        try (LlamaEncoder encoder = llama.encoder()) {
            encoder.encode(List.copyOf(jobs.values()), 2, Progress.none());
        }
        Map<String, String> hashes = new TreeMap<>();
        for (Map.Entry<String, EncodeJob> job : jobs.entrySet()) {
            byte[] bytes = Files.readAllBytes(job.getValue().targets().get(0).file());
            hashes.put(
                    job.getKey(),
                    HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        }
        return hashes;
    }

    private EncodeJob job(Path source, GgmlType type) throws IOException {
        Path target = Files.createTempFile(folder, type.name(), "");
        return EncodeJob.of(type.name(), source, 0, GgmlType.F32, ROW, ROWS, EncodeTarget.to(type, target, 0));
    }

    @Test
    void architectureYoungerThanTheBundledPackRunsInTheInstalledOne() throws Exception {
        Path qwen3 = Qwen3Model.write(folder.resolve("qwen3.gguf"), gguf);
        assertThatThrownBy(() -> BUNDLED.load(qwen3, LoadOptions.standard(), Progress.none()))
                .isInstanceOf(LlamaCppException.class)
                .hasMessage(qwen3 + " is a model of the architecture \"qwen3\", which llama.cpp b4916 does not know;"
                        + " get a newer llama.cpp: \"%llama install cpu\" in a notebook, or"
                        + " NativePacks.ofThisMachine().install(Backend.CPU, progress), and load the model with"
                        + " LlamaCpp.standard().");
        try (LlamaModel model = installed.load(qwen3, ONE_THREAD, Progress.none())) {
            assertThat(model.generate("Hello", GenerationOptions.standard().withMaxTokens(5), part -> {})
                            .promptTokens())
                    .isPositive();
        }
    }

    @Test
    void libraryThatIsNotLlamaCppIsRefused() throws Exception {
        Path library = folder.resolve(pack.libraries().llama().getFileName());
        Files.copy(pack.libraries().ggmlBase(), library);
        LlamaCpp wrong = LlamaCpp.of(NativePacks.inFolder(folder));
        assertThatThrownBy(() -> wrong.load(gguf, LoadOptions.standard(), Progress.none()))
                .isInstanceOf(LlamaCppException.class)
                .hasMessageStartingWith("llama.cpp's library " + library + " cannot be loaded: ")
                .hasMessageContaining("llama_model_default_params");
    }
}
