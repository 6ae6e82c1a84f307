package org.aethercreator.bench;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.hardware.HardwareProbe;
import org.aethercreator.llamacpp.Generation;
import org.aethercreator.llamacpp.GenerationOptions;
import org.aethercreator.llamacpp.LlamaCpp;
import org.aethercreator.llamacpp.LlamaModel;
import org.aethercreator.llamacpp.LoadOptions;
import org.aethercreator.llamacpp.Perplexity;
import org.aethercreator.progress.Progress;
import org.aethercreator.progress.ProgressStage;
import org.aethercreator.progress.ProgressUnit;

/**
 * Measures models with the embedded llama.cpp: how fast they read and write, what memory they need, how well they
 * predict.
 */
public final class Benchmark {
    private static final double BYTES_PER_MEGABYTE = 1e6;
    private static final double BYTES_PER_MEBIBYTE = 1 << 20;

    private final BenchmarkSettings settings;
    private final BenchmarkText text;
    private final LlamaCpp llama;

    private Benchmark(BenchmarkSettings settings, BenchmarkText text, LlamaCpp llama) {
        this.settings = settings;
        this.text = text;
        this.llama = llama;
    }

    /**
     * With {@link BenchmarkSettings#standard()}, the {@linkplain BenchmarkText#bundled() bundled text} and llama.cpp.
     */
    public static Benchmark standard() {
        return new Benchmark(BenchmarkSettings.standard(), BenchmarkText.bundled(), LlamaCpp.standard());
    }

    public Benchmark withSettings(BenchmarkSettings other) {
        return new Benchmark(other, text, llama);
    }

    public Benchmark withText(BenchmarkText other) {
        return new Benchmark(settings, other, llama);
    }

    /**
     * Measures one target after the other.
     *
     * @throws IOException if a file cannot be read
     * @throws InterruptedException if the calling thread is interrupted; nothing goes on running then
     */
    public BenchmarkResult run(List<BenchmarkTarget> targets, Progress progress)
            throws IOException, InterruptedException {
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("there is no model to measure; name at least one GGUF file");
        }
        Instant start = Instant.now();
        List<Long> sizes = new ArrayList<>();
        for (BenchmarkTarget target : targets) { // all are looked at before the first is measured
            try (GgufFile file = GgufFile.open(target.gguf())) {
                sizes.add(file.sizeBytes());
            }
        }
        List<TargetResult> results = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            results.add(new TargetResult(targets.get(i), measure(targets.get(i), sizes.get(i), progress)));
        }
        return new BenchmarkResult(
                start,
                settings,
                Environment.on(
                        HardwareProbe.detect(), "llama.cpp " + llama.pack().release()),
                results);
    }

    private Map<Metric, Measurement> measure(BenchmarkTarget target, long sizeBytes, Progress progress)
            throws IOException, InterruptedException {
        Map<Metric, Measurement> measurements = new EnumMap<>(Metric.class);
        measurements.put(Metric.FILE_SIZE, Measurement.exact(sizeBytes / BYTES_PER_MEGABYTE));
        LoadOptions options = LoadOptions.standard()
                .withContextTokens(settings.contextTokens())
                .withThreads(settings.threads());
        try (LlamaModel model = llama.load(target.gguf(), options, Progress.none())) {
            measurements.put(Metric.LOAD_TIME, Measurement.exact(seconds(model.loadTime())));
            measureSpeed(model, measurements, progress.stage(target.name(), stageSteps(), ProgressUnit.STEPS));
            // Before perplexity, which keeps the predictions of a whole batch: no use of the model needs that memory.
            measurements.put(
                    Metric.PEAK_MEMORY, Measurement.exact(model.memory().peakResidentBytes() / BYTES_PER_MEBIBYTE));
            if (settings.windows() > 0) {
                Perplexity perplexity =
                        model.perplexity(text.content(), settings.windowTokens(), settings.windows(), progress);
                measurements.put(
                        Metric.PERPLEXITY, Measurement.estimate(perplexity.value(), perplexity.standardError()));
            }
        }
        return measurements;
    }

    private long stageSteps() {
        return settings.repetitions() + 1L;
    }

    private void measureSpeed(LlamaModel model, Map<Metric, Measurement> measurements, ProgressStage stage)
            throws InterruptedException {
        String prompt = prompt(model);
        GenerationOptions options = GenerationOptions.greedy()
                .withMaxTokens(settings.generatedTokens())
                .withReuseContext(false); // the whole prompt is measured each time
        model.generate(prompt, options, piece -> {}); // warms up caches and is not counted
        stage.advance(1, "warm-up");
        List<Generation> runs = new ArrayList<>();
        for (int i = 0; i < settings.repetitions(); i++) {
            runs.add(model.generate(prompt, options, piece -> {}));
            stage.advance(1, "run " + (i + 1));
        }
        measurements.put(
                Metric.TIME_TO_FIRST_TOKEN,
                Measurement.median(runs.stream()
                        .map(run -> seconds(run.timeToFirstToken()) * 1000)
                        .toList()));
        measurements.put(
                Metric.PROMPT_SPEED,
                Measurement.median(
                        runs.stream().map(Generation::promptTokensPerSecond).toList()));
        measurements.put(
                Metric.GENERATION_SPEED,
                Measurement.median(
                        runs.stream().map(Generation::generatedTokensPerSecond).toList()));
    }

    /** The beginning of the text, as many tokens as a timed run reads. */
    private String prompt(LlamaModel model) {
        int[] tokens = model.tokenize(text.content(), false, false);
        if (tokens.length < settings.promptTokens()) {
            throw new IllegalArgumentException("the text " + text.name() + " has " + tokens.length
                    + " tokens, fewer than the " + settings.promptTokens()
                    + " of a prompt; give a longer text or fewer prompt tokens");
        }
        return model.detokenize(Arrays.copyOf(tokens, settings.promptTokens()));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
