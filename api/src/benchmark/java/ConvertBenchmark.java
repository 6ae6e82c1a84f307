import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.aethercreator.convert.ConvertRequest;
import org.aethercreator.convert.ConvertType;
import org.aethercreator.convert.GgufConverter;
import org.aethercreator.progress.Progress;
import org.aethercreator.safetensors.SafetensorsType;
import org.aethercreator.safetensors.SafetensorsWriter;

/**
 * Time and memory to convert a model of Llama's shape, each from the start of its process to its end: ours in a JVM,
 * llama.cpp's converter in Python, and {@code cp} of the weights. They take turns.
 */
final class ConvertBenchmark {
    private static final int HIDDEN = 2048;
    private static final int WIDE = 8192;
    private static final int TOKENS = 32_000;
    private static final long BLOCK_ELEMENTS = 4L * HIDDEN * HIDDEN + 3L * HIDDEN * WIDE;
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

    private final Path python;
    private final Path script;
    private final Path folder;
    private final Path model;

    private ConvertBenchmark(Path home, Path script, Path folder) throws IOException {
        this.python = home.resolve("venv/bin/python");
        this.script = script;
        this.folder = folder;
        this.model = Files.createDirectory(folder.resolve("Toy-Llama"));
        for (String file : List.of("tokenizer.json", "tokenizer_config.json")) {
            Files.copy(home.resolve("models/llama-2-tiny-hf").resolve(file), model.resolve(file));
        }
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 3) {
            GgufConverter.of(Path.of(arguments[0]))
                    .convert(
                            ConvertRequest.to(Path.of(arguments[1]))
                                    .withType(ConvertType.parse(arguments[2]))
                                    .withOverwrite(true),
                            Progress.none());
            return;
        }
        ConvertBenchmark benchmark =
                new ConvertBenchmark(Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]));
        benchmark.makeModel(Long.parseLong(arguments[4]) * 1_000_000);
        for (String type : List.of("bf16", "f16", "q8_0")) {
            benchmark.compare(type, Integer.parseInt(arguments[3]));
        }
    }

    private record Run(double seconds, long peakMegabytes) {}

    private void compare(String type, int rounds) throws Exception {
        Path ours = folder.resolve("ours.gguf");
        Path theirs = folder.resolve("theirs.gguf");
        List<Run> all = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            all.add(run(List.of(
                    "java", "-Xmx512m", "-cp", System.getProperty("java.class.path"), "ConvertBenchmark",
                    model.toString(), ours.toString(), type)));
            all.add(run(List.of(
                    python.toString(), script.toString(),
                    "[\"--outtype\",\"" + type + "\",\"--outfile\",\"" + theirs + "\",\"" + model + "\"]")));
            all.add(run(List.of(
                    "cp", model.resolve("model.safetensors").toString(), folder.resolve("copy").toString())));
            if (Files.mismatch(ours, theirs) != -1) {
                throw new IllegalStateException(ours + " is not what llama.cpp's converter writes");
            }
        }
        Run our = median(all, 0);
        Run their = median(all, 1);
        Run copy = median(all, 2);
        System.out.printf(
                Locale.ROOT,
                "| %s | %s, %d rounds | %.1f | %.1f | %.1f | %.2f | %.1f | %d | %d |%n",
                LocalDate.now(),
                type.toUpperCase(Locale.ROOT),
                rounds,
                our.seconds(),
                their.seconds(),
                copy.seconds(),
                our.seconds() / their.seconds(),
                our.seconds() / copy.seconds(),
                our.peakMegabytes(),
                their.peakMegabytes());
    }

    /** Of every third run: the three take turns. */
    private static Run median(List<Run> all, int first) {
        List<Run> runs = new ArrayList<>();
        for (int i = first; i < all.size(); i += 3) {
            runs.add(all.get(i));
        }
        runs.sort((a, b) -> Double.compare(a.seconds(), b.seconds()));
        return runs.get(runs.size() / 2);
    }

    /** Runs a process and watches its memory, which Linux tells until it ends. */
    private static Run run(List<String> command) throws Exception {
        long started = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Path status = Path.of("/proc/" + process.pid() + "/status");
        long peak = 0;
        while (!process.waitFor(50, TimeUnit.MILLISECONDS)) {
            try {
                Matcher found = PEAK.matcher(Files.readString(status));
                peak = found.find() ? Long.parseLong(found.group(1)) / 1000 : peak;
            } catch (IOException e) { // it has just ended
                break;
            }
        }
        if (process.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command) + " failed");
        }
        return new Run((System.nanoTime() - started) / 1e9, peak);
    }

    private void makeModel(long bytes) throws Exception {
        long blocks = Math.max(1, (bytes / 2 - 2L * TOKENS * HIDDEN) / BLOCK_ELEMENTS);
        Files.writeString(
                model.resolve("config.json"),
                """
                {"architectures": ["LlamaForCausalLM"], "model_type": "llama", "hidden_size": %d, "intermediate_size": %d,
                 "num_attention_heads": 16, "num_key_value_heads": 16, "num_hidden_layers": %d, "vocab_size": %d,
                 "max_position_embeddings": 4096, "rms_norm_eps": 1e-5, "bos_token_id": 1, "eos_token_id": 2}"""
                        .formatted(HIDDEN, WIDE, blocks, TOKENS));
        SafetensorsWriter writer = SafetensorsWriter.create()
                .metadata("format", "pt")
                .tensor("model.embed_tokens.weight", SafetensorsType.BF16, TOKENS, HIDDEN)
                .tensor("lm_head.weight", SafetensorsType.BF16, TOKENS, HIDDEN)
                .tensor("model.norm.weight", SafetensorsType.BF16, HIDDEN);
        for (int block = 0; block < blocks; block++) {
            String name = "model.layers." + block + ".";
            for (String square : List.of("q", "k", "v", "o")) {
                writer.tensor(name + "self_attn." + square + "_proj.weight", SafetensorsType.BF16, HIDDEN, HIDDEN);
            }
            writer.tensor(name + "mlp.gate_proj.weight", SafetensorsType.BF16, WIDE, HIDDEN);
            writer.tensor(name + "mlp.up_proj.weight", SafetensorsType.BF16, WIDE, HIDDEN);
            writer.tensor(name + "mlp.down_proj.weight", SafetensorsType.BF16, HIDDEN, WIDE);
            writer.tensor(name + "input_layernorm.weight", SafetensorsType.BF16, HIDDEN);
            writer.tensor(name + "post_attention_layernorm.weight", SafetensorsType.BF16, HIDDEN);
        }
        ByteBuffer noise = noise();
        writer.write(model.resolve("model.safetensors"), Progress.none(), (tensor, output) -> {
            for (long left = tensor.sizeBytes(); left > 0; ) {
                int part = (int) Math.min(left, noise.capacity());
                output.write(noise.slice(0, part));
                left -= part;
            }
        });
    }

    private static ByteBuffer noise() {
        Random random = new Random(1);
        ByteBuffer noise = ByteBuffer.allocate(1 << 22).order(ByteOrder.LITTLE_ENDIAN);
        while (noise.hasRemaining()) {
            noise.putShort((short) (Float.floatToRawIntBits((float) (0.02 * random.nextGaussian())) >>> 16));
        }
        return noise.flip();
    }
}
