import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.aethercreator.gguf.ToyModel;
import org.aethercreator.progress.Progress;
import org.aethercreator.quantize.QuantizationType;
import org.aethercreator.quantize.QuantizeRequest;
import org.aethercreator.quantize.Quantizer;

/** How soon quantizing stops when it is interrupted, and how soon it refuses what is no model. */
final class ReactionBenchmark {
    private static final List<QuantizationType> TYPES =
            List.of(QuantizationType.Q8_0, QuantizationType.Q4_K_M, QuantizationType.IQ4_XS);

    private ReactionBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        int rounds = Integer.parseInt(arguments[1]);
        Path model = ToyModel.large().write(folder.resolve("toy-F16.gguf"));
        Random random = new Random(7);
        for (QuantizationType type : TYPES) {
            double[] seconds = new double[rounds];
            for (int i = 0; i < rounds; i++) {
                seconds[i] = stop(QuantizeRequest.of(model, type), 200 + random.nextInt(1500));
            }
            print("stopped while making " + type, seconds);
        }
        double[] refused = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            refused[i] = refuse(model, random, i % 4);
        }
        print("refused a damaged source of 1.09 GB", refused);
    }

    /** Seconds from the interrupt to the exception. */
    private static double stop(QuantizeRequest request, long millis) throws Exception {
        Thread quantizing = Thread.currentThread();
        long[] interrupted = new long[1];
        Thread impatient = new Thread(() -> {
            try {
                Thread.sleep(millis);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            interrupted[0] = System.nanoTime();
            quantizing.interrupt();
        });
        impatient.start();
        try {
            Quantizer.bundled().quantize(request, Progress.none());
            throw new IllegalStateException("was done before it was stopped");
        } catch (InterruptedException e) {
            return (System.nanoTime() - interrupted[0]) / 1e9;
        } finally {
            impatient.join();
        }
    }

    /** Seconds from the call to the exception for a source that is cut, garbage, too large in a count, or holds NaN. */
    private static double refuse(Path model, Random random, int damage) throws Exception {
        Path bad = model.resolveSibling("bad.gguf");
        Files.copy(model, bad);
        try (RandomAccessFile file = new RandomAccessFile(bad.toFile(), "rw")) {
            switch (damage) {
                case 0 -> file.setLength(random.nextInt((int) file.length()));
                case 1 -> file.write("<!DOCTYPE html>".getBytes(StandardCharsets.UTF_8));
                case 2 -> {
                    file.seek(8); // the number of tensors
                    file.writeLong(-1);
                }
                default -> {
                    file.seek(file.length() - (100 << 20)); // NaN in half precision
                    byte[] ones = new byte[1 << 10];
                    Arrays.fill(ones, (byte) -1);
                    file.write(ones);
                }
            }
        }
        long started = System.nanoTime();
        try {
            Quantizer.bundled().quantize(QuantizeRequest.of(bad, QuantizationType.Q8_0), Progress.none());
            throw new IllegalStateException("a damaged source was taken");
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception expected) {
            return (System.nanoTime() - started) / 1e9;
        } finally {
            Files.delete(bad);
        }
    }

    private static void print(String what, double[] seconds) {
        Arrays.sort(seconds);
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %d | %.3f | %.3f |%n",
                LocalDate.now(),
                what,
                seconds.length,
                seconds[seconds.length / 2],
                seconds[seconds.length - 1]);
    }
}
