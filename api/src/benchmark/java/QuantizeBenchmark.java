import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.aethercreator.gguf.GgmlType;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.gguf.GgufTensor;
import org.aethercreator.gguf.ToyModel;
import org.aethercreator.llamacpp.LlamaCpp;
import org.aethercreator.llamacpp.LlamaEncoder;
import org.aethercreator.progress.Progress;
import org.aethercreator.quantize.QuantizationType;
import org.aethercreator.quantize.QuantizeRequest;
import org.aethercreator.quantize.Quantizer;

/**
 * Time to quantize a model, from call to result, against {@code llama-quantize} and against a C loop over the bundled
 * library's own encoder: what is slower than the first but not than the second is so in the library. The three take
 * turns, and begin in turn.
 *
 * <p>Ours is a worker that is running already. The processor time that all threads took together is compared as well: it
 * tells something on a busy machine, too; ours is that of the worker.
 */
final class QuantizeBenchmark {
    private static final List<QuantizationType> TYPES =
            List.of(QuantizationType.Q4_K_M, QuantizationType.Q6_K, QuantizationType.Q2_K);

    private final Path loop;
    private final Path referee;
    private final Path folder;
    private final Path source;
    private final Quantizer quantizer;
    private final ProcessHandle worker;
    private final int threads = Runtime.getRuntime().availableProcessors();

    private QuantizeBenchmark(Path loop, Path referee, Path folder, ToyModel model, LlamaEncoder encoder)
            throws Exception {
        this.loop = loop;
        this.referee = referee;
        this.folder = folder;
        this.quantizer = Quantizer.in(encoder);
        this.worker = ProcessHandle.current().children().findFirst().orElseThrow();
        this.source = model.write(folder.resolve("toy-F16.gguf"));
    }

    public static void main(String[] arguments) throws Exception {
        int rounds = Integer.parseInt(arguments[3]);
        ToyModel model = arguments[4].equals("small") ? ToyModel.medium() : ToyModel.large();
        try (LlamaEncoder encoder = LlamaCpp.bundled().encoder()) {
            QuantizeBenchmark benchmark = new QuantizeBenchmark(
                    Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]), model, encoder);
            for (QuantizationType type : TYPES) {
                benchmark.compare(type, rounds);
            }
        }
    }

    private record Times(double seconds, double processorSeconds) {}

    private interface Run {
        Times measure() throws Exception;
    }

    private void compare(QuantizationType type, int rounds) throws Exception {
        ours(type); // warms up the page cache, and writes the file that tells the loop which types to make
        Path expected = folder.resolve("expected.gguf");
        theirs(type, expected);
        if (Files.mismatch(ourTarget(type), expected) != -1) {
            throw new IllegalStateException(ourTarget(type) + " is not what llama-quantize writes");
        }
        List<String> tensors = tensors(ourTarget(type));
        List<Run> runs = List.of(() -> ours(type), () -> theirs(type, expected), () -> loop(tensors));
        Times[][] times = new Times[runs.size()][rounds];
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < runs.size(); i++) {
                int turn = (round + i) % runs.size();
                times[turn][round] = runs.get(turn).measure();
            }
        }
        print(type, "elapsed", times, Times::seconds);
        print(type, "processor", times, Times::processorSeconds);
    }

    private void print(QuantizationType type, String what, Times[][] times, ToDoubleFunction<Times> value) {
        Ratios referee = new Ratios();
        Ratios library = new Ratios();
        double[][] seconds = new double[times.length][];
        for (int i = 0; i < times.length; i++) {
            seconds[i] = Arrays.stream(times[i]).mapToDouble(value).toArray();
        }
        for (int round = 0; round < seconds[0].length; round++) {
            referee.add(seconds[0][round] / seconds[1][round]);
            library.add(seconds[0][round] / seconds[2][round]);
        }
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %s, %d threads, %d rounds | %.1f | %.1f | %.1f | %s | %s |%n",
                LocalDate.now(),
                type,
                what,
                threads,
                seconds[0].length,
                median(seconds[0]),
                median(seconds[1]),
                median(seconds[2]),
                referee.medianWithRange(),
                library.medianWithRange());
    }

    private Times ours(QuantizationType type) throws Exception {
        QuantizeRequest request =
                QuantizeRequest.of(source, type).withThreads(threads).withOverwrite(true);
        double processorBefore = processorSeconds(worker);
        long started = System.nanoTime();
        quantizer.quantize(request, Progress.none());
        return new Times((System.nanoTime() - started) / 1e9, processorSeconds(worker) - processorBefore);
    }

    private static double processorSeconds(ProcessHandle process) {
        return process.info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
    }

    private Path ourTarget(QuantizationType type) {
        return QuantizeRequest.of(source, type).target(type);
    }

    /** The shell's {@code times} tells in its second line what its children took: {@code 1m2.3s 0m0.4s}. */
    private Times theirs(QuantizationType type, Path target) throws Exception {
        long started = System.nanoTime();
        String output = run(List.of(
                "sh",
                "-c",
                "\"$0\" \"$@\" && times",
                referee.toString(),
                source.toString(),
                target.toString(),
                type.name(),
                Integer.toString(threads)));
        double seconds = (System.nanoTime() - started) / 1e9;
        Matcher times = Pattern.compile("(\\d+)m([\\d.]+)s (\\d+)m([\\d.]+)s\\s*$").matcher(output);
        if (!times.find()) {
            throw new IllegalStateException("no times in:\n" + output);
        }
        double minutes = Double.parseDouble(times.group(1)) + Double.parseDouble(times.group(3));
        return new Times(
                seconds, 60 * minutes + Double.parseDouble(times.group(2)) + Double.parseDouble(times.group(4)));
    }

    private Times loop(List<String> tensors) throws Exception {
        List<String> command = new ArrayList<>(Stream.of(loop, library(), source, folder.resolve("loop"), threads)
                .map(Object::toString)
                .toList());
        command.addAll(tensors);
        String[] nanos = run(command).strip().split(" ");
        return new Times(Double.parseDouble(nanos[0]) / 1e9, Double.parseDouble(nanos[1]) / 1e9);
    }

    private static Path library() throws Exception {
        return LlamaCpp.bundled().pack().libraries().llama();
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command.get(0) + " failed:\n" + output);
        }
        return output;
    }

    /** What the loop is to encode: all but the few tensors that stay as they are. */
    private List<String> tensors(Path quantized) throws IOException {
        try (GgufFile from = GgufFile.open(source);
                GgufFile to = GgufFile.open(quantized)) {
            List<String> tensors = new ArrayList<>();
            for (GgufTensor tensor : from.tensors()) {
                GgmlType type = to.tensor(tensor.name()).orElseThrow().type();
                if (type != tensor.type()) {
                    tensors.add(tensor.offset() + ":" + tensor.rows() + ":" + tensor.rowElements() + ":" + type.id());
                }
            }
            return tensors;
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
