import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.aethercreator.bench.BenchmarkText;
import org.aethercreator.hub.SampleModel;
import org.aethercreator.llamacpp.Generation;
import org.aethercreator.llamacpp.GenerationOptions;
import org.aethercreator.llamacpp.LlamaCpp;
import org.aethercreator.llamacpp.LlamaModel;
import org.aethercreator.llamacpp.LoadOptions;
import org.aethercreator.progress.Progress;

/**
 * Speed of a prompt of 512 tokens and of 128 generated tokens, each as the caller sees it (from the call to the first
 * piece of text; from there to the last), against a C program over the very same library, model, batch and threads. The
 * two take turns, and every second round the other one begins.
 */
final class GenerationBenchmark {
    private static final int PROMPT_TOKENS = 512;
    private static final int GENERATED_TOKENS = 128;
    private static final GenerationOptions GREEDY =
            GenerationOptions.greedy().withMaxTokens(GENERATED_TOKENS).withReuseContext(false);

    private GenerationBenchmark() {}

    /** How long both parts took, and what came out. */
    private record Run(double promptNanos, double generationNanos, String text) {
        double promptSpeed() {
            return PROMPT_TOKENS * 1e9 / promptNanos;
        }

        double generationSpeed() {
            return (GENERATED_TOKENS - 1) * 1e9 / generationNanos;
        }
    }

    public static void main(String[] arguments) throws Exception {
        int rounds = Integer.parseInt(arguments[1]);
        int threads = Runtime.getRuntime().availableProcessors();
        Path gguf = SampleModel.SMOLLM2_135M_INSTRUCT.fetch(Progress.none());
        LoadOptions options = LoadOptions.standard().withThreads(threads);
        try (LlamaModel model = LlamaCpp.bundled().load(gguf, options, Progress.none());
                Opponent opponent = new Opponent(Path.of(arguments[0]), gguf, model, options)) {
            String prompt = prompt(model);
            for (int i = 0; i < 2; i++) { // warms up both
                String text = ours(model, prompt).text();
                if (!text.equals(opponent.run().text())) {
                    throw new IllegalStateException("the C program generates something else than: " + text);
                }
            }
            List<Run> ours = new ArrayList<>();
            List<Run> theirs = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                if (round % 2 == 0) {
                    ours.add(ours(model, prompt));
                    theirs.add(opponent.run());
                } else {
                    theirs.add(opponent.run());
                    ours.add(ours(model, prompt));
                }
            }
            print(threads, ours, theirs);
        }
    }

    private static void print(int threads, List<Run> ours, List<Run> theirs) {
        Ratios prompt = new Ratios();
        Ratios generation = new Ratios();
        for (int i = 0; i < ours.size(); i++) {
            prompt.add(ours.get(i).promptSpeed() / theirs.get(i).promptSpeed());
            generation.add(
                    ours.get(i).generationSpeed() / theirs.get(i).generationSpeed());
        }
        System.out.printf(
                Locale.ROOT,
                "| %s | %d threads, spin %s, %d rounds | %.0f / %.0f | %s | %.0f / %.0f | %s |%n",
                LocalDate.now(),
                threads,
                System.getenv("GOMP_SPINCOUNT"),
                ours.size(),
                median(ours.stream().mapToDouble(Run::promptSpeed).toArray()),
                median(theirs.stream().mapToDouble(Run::promptSpeed).toArray()),
                prompt.meanWithInterval(),
                median(ours.stream().mapToDouble(Run::generationSpeed).toArray()),
                median(theirs.stream().mapToDouble(Run::generationSpeed).toArray()),
                generation.meanWithInterval());
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    private static Run ours(LlamaModel model, String prompt) throws InterruptedException {
        long started = System.nanoTime();
        long[] shown = new long[2]; // when the first and the last piece of text came
        Generation generation = model.generate(prompt, GREEDY, text -> {
            shown[1] = System.nanoTime();
            shown[0] = shown[0] == 0 ? shown[1] : shown[0];
        });
        if (generation.promptTokens() != PROMPT_TOKENS || generation.generatedTokens() != GENERATED_TOKENS) {
            throw new IllegalStateException("not what was to be measured: " + generation);
        }
        return new Run(shown[0] - started, shown[1] - shown[0], generation.text());
    }

    /** The beginning of a text that has exactly so many tokens. */
    private static String prompt(LlamaModel model) {
        String text = BenchmarkText.bundled().content();
        return IntStream.range(PROMPT_TOKENS, text.length())
                .filter(end -> Character.isWhitespace(text.charAt(end)))
                .mapToObj(end -> text.substring(0, end))
                .filter(prefix -> model.tokenize(prefix, true, true).length == PROMPT_TOKENS)
                .findFirst()
                .orElseThrow();
    }

    /** The C program, which waits while we measure ourselves. */
    private static final class Opponent implements AutoCloseable {
        private final LlamaModel model;
        private final Process process;
        private final BufferedReader answers;
        private final BufferedWriter orders;

        Opponent(Path program, Path gguf, LlamaModel model, LoadOptions options)
                throws IOException, InterruptedException {
            this.model = model;
            List<String> command = new ArrayList<>(Stream.of(
                            program,
                            LlamaCpp.bundled().pack().libraries().llama(),
                            gguf,
                            model.contextTokens(),
                            options.batchTokens(),
                            options.threads(),
                            GENERATED_TOKENS)
                    .map(Object::toString)
                    .toList());
            Arrays.stream(model.tokenize(prompt(model), true, true))
                    .mapToObj(Integer::toString)
                    .forEach(command::add);
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            answers = process.inputReader();
            orders = process.outputWriter();
        }

        Run run() throws IOException {
            orders.write('\n');
            orders.flush();
            String answer = answers.readLine();
            if (answer == null) {
                throw new IOException("the C program ended; what it said is above");
            }
            String[] numbers = answer.split(" ");
            int[] tokens = Arrays.stream(numbers).skip(2).mapToInt(Integer::parseInt).toArray();
            return new Run(
                    Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1]), model.detokenize(tokens));
        }

        @Override
        public void close() {
            process.destroy();
        }
    }
}
