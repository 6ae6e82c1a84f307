import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.aethercreator.bench.BenchmarkText;
import org.aethercreator.hub.SampleModel;
import org.aethercreator.llamacpp.GenerationOptions;
import org.aethercreator.llamacpp.LlamaCpp;
import org.aethercreator.llamacpp.LlamaModel;
import org.aethercreator.llamacpp.LoadOptions;
import org.aethercreator.llamacpp.pack.Backend;
import org.aethercreator.llamacpp.pack.NativePacks;
import org.aethercreator.progress.Progress;

/**
 * How many times as fast the pack that {@code %llama install cpu} gets is as the bundled one, for a prompt of 512 tokens
 * and for 64 generated tokens. On one thread, and in processor time of the two worker processes, so that what else the
 * machine does counts little. They take turns, and every second round the other one begins.
 *
 * <p>2026-11-24: v0.5.0 (zen4) against the bundled b4916, SmolLM2-135M Q4_1, 6 rounds on a busy virtual machine,
 * geometric mean with 95 % interval: prompt 1.179 [1.142, 1.218], generation 1.048 [1.027, 1.070]. Not counted by
 * processor time: builds without OpenMP let their threads spin for each other, so that with several threads beside other
 * running programs they are many times slower than the bundled one.
 */
final class PackBenchmark {
    private static final int PROMPT_TOKENS = 512;
    private static final GenerationOptions PROMPT_ONLY =
            GenerationOptions.greedy().withMaxTokens(1).withReuseContext(false);
    private static final GenerationOptions GENERATION =
            GenerationOptions.greedy().withMaxTokens(64).withReuseContext(false);

    private PackBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        int rounds = Integer.parseInt(arguments[0]);
        NativePacks packs = NativePacks.ofThisMachine();
        LlamaCpp young = LlamaCpp.of(packs.install(Backend.CPU, Progress.none()));
        Path gguf = SampleModel.SMOLLM2_135M_INSTRUCT.fetch(Progress.none());
        try (Contestant bundled = Contestant.load(LlamaCpp.bundled(), gguf);
                Contestant installed = Contestant.load(young, gguf)) {
            int[] tokens = bundled.model().tokenize(BenchmarkText.bundled().content(), true, true);
            String prompt = bundled.model().detokenize(Arrays.copyOf(tokens, PROMPT_TOKENS));
            Ratios prompts = new Ratios();
            Ratios generations = new Ratios();
            for (int round = -1; round < rounds; round++) { // the first warms up
                double promptRatio = ratio(bundled, installed, prompt, PROMPT_ONLY, round);
                double generationRatio = ratio(bundled, installed, "Once upon a time", GENERATION, round);
                if (round >= 0) {
                    prompts.add(promptRatio);
                    generations.add(generationRatio);
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    "%s: %s (%s) against the bundled b4916, SmolLM2-135M, 1 thread, processor time, %d rounds, geometric "
                            + "mean with 95 %% interval: prompt of 512 tokens %s, 64 generated tokens %s%n",
                    LocalDate.now(),
                    young.pack().release(),
                    young.inspect().processorVariant(),
                    rounds,
                    prompts.meanWithInterval(),
                    generations.meanWithInterval());
        }
    }

    private static double ratio(
            Contestant bundled, Contestant installed, String prompt, GenerationOptions options, int round)
            throws InterruptedException {
        if (round % 2 == 0) {
            double old = bundled.seconds(prompt, options);
            return old / installed.seconds(prompt, options);
        }
        double young = installed.seconds(prompt, options);
        return bundled.seconds(prompt, options) / young;
    }

    /** A model and the process that it is in. */
    private record Contestant(LlamaModel model, ProcessHandle process) implements AutoCloseable {
        static Contestant load(LlamaCpp llama, Path gguf) throws Exception {
            Set<ProcessHandle> before = children();
            LlamaModel model = llama.load(gguf, LoadOptions.standard().withThreads(1), Progress.none());
            Set<ProcessHandle> after = new HashSet<>(children());
            after.removeAll(before);
            return new Contestant(model, List.copyOf(after).get(0));
        }

        double seconds(String prompt, GenerationOptions options) throws InterruptedException {
            Duration before = processorTime();
            model.generate(prompt, options, text -> {});
            return processorTime().minus(before).toMillis() / 1e3;
        }

        private Duration processorTime() {
            return process.info().totalCpuDuration().orElseThrow();
        }

        private static Set<ProcessHandle> children() {
            return ProcessHandle.current().children().collect(Collectors.toSet());
        }

        @Override
        public void close() {
            model.close();
        }
    }
}
