package org.aethercreator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.aethercreator.hub.SampleModel;
import org.aethercreator.progress.Progress;

/**
 * llama.cpp's own converter of Hugging Face folders, and small models of each family to give it. The script
 * {@code api/src/test/referee/hugging-face.sh} makes both once, in the cache.
 */
public final class HuggingFaceReferee {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path SCRIPTS = Path.of("src/test/referee").toAbsolutePath();

    private final Path home;

    private HuggingFaceReferee(Path home) {
        this.home = home;
    }

    /** Makes what is not there yet, which takes minutes; without Python or npm the test is skipped, and says so. */
    public static HuggingFaceReferee prepare() throws IOException, InterruptedException {
        for (String program : List.of("python3", "npm")) {
            assumeTrue(
                    isThere(program), program + " is missing; install python3-venv and npm to compare with llama.cpp");
        }
        SampleModel.SMOLLM2_135M_INSTRUCT.fetch(Progress.none());
        List<String> lines = run(List.of(SCRIPTS.resolve("hugging-face.sh").toString()));
        return new HuggingFaceReferee(Path.of(lines.get(lines.size() - 1)));
    }

    /** The folders of all models, one of each family at least, sorted by name. */
    public List<Path> models() throws IOException {
        try (Stream<Path> folders = Files.list(home.resolve("models"))) {
            return folders.filter(folder -> Files.exists(folder.resolve("config.json")))
                    .sorted()
                    .toList();
        }
    }

    /** The folder of a model, such as {@code Qwen3-Tiny}; do not write into it. */
    public Path model(String name) {
        return home.resolve("models").resolve(name);
    }

    /**
     * A folder with nothing but a tokenizer.model of sentencepiece.
     *
     * @param kind {@code bpe}, {@code bpe-bytes}, {@code unigram} or {@code unigram-bytes}
     */
    public Path sentencePiece(String kind) {
        return home.resolve("models").resolve("sentencepiece").resolve(kind);
    }

    /** The Python that has llama.cpp's converter, {@code transformers} and {@code sentencepiece}. */
    public Path python() {
        return home.resolve("venv/bin/python");
    }

    /**
     * What the converter makes of one of {@link #models()}; kept in the cache, so convert it once.
     *
     * @param type as its option {@code --outtype} takes it: f32, f16, bf16, q8_0 or auto
     */
    public Path convert(String model, String type) throws IOException, InterruptedException {
        return convert(List.of(model), type).get(0);
    }

    /** The same for several, which takes less time than one by one. */
    public List<Path> convert(List<String> models, String type) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(home.resolve("gguf-files"));
        List<Path> files = models.stream()
                .map(model -> folder.resolve(model + "-" + type + ".gguf"))
                .toList();
        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            if (!Files.exists(files.get(i))) {
                jobs.add(Job.of(model(models.get(i)), type, part(files.get(i))));
            }
        }
        if (!jobs.isEmpty()) {
            assertThat(convert(jobs)).as(jobs.toString()).containsOnly(Optional.empty());
            for (Path file : files) {
                if (!Files.exists(file)) {
                    Files.move(part(file), file);
                }
            }
        }
        return files;
    }

    private static Path part(Path file) {
        return file.resolveSibling(file.getFileName() + ".part");
    }

    /** Runs the converter on many folders in one process; for each, why it refused. */
    public List<Optional<String>> convert(List<Job> jobs) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                python().toString(), SCRIPTS.resolve("convert_to_gguf.py").toString()));
        for (Job job : jobs) {
            command.add(JSON.writeValueAsString(job.arguments()));
        }
        List<Optional<String>> refusals = new ArrayList<>();
        for (String line : run(command)) {
            JsonNode refusal = JSON.readTree(line);
            refusals.add(refusal.isNull() ? Optional.empty() : Optional.of(refusal.textValue()));
        }
        assertThat(refusals).hasSameSizeAs(jobs);
        return refusals;
    }

    /** Runs another of the Python scripts in {@code api/src/test/referee}; the lines that it prints. */
    public List<String> run(String script, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(python().toString(), SCRIPTS.resolve(script).toString()));
        command.addAll(List.of(arguments));
        return run(command);
    }

    /** One run of the converter: its options and the folder. */
    public record Job(List<String> arguments) {
        public static Job of(Path folder, String type, Path file) {
            return new Job(List.of("--outtype", type, "--outfile", file.toString(), folder.toString()));
        }

        /** Metadata and vocabulary alone; needs no weights. */
        public static Job vocabulary(Path folder, Path file) {
            return new Job(List.of("--vocab-only", "--outfile", file.toString(), folder.toString()));
        }
    }

    private static boolean isThere(String program) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(program, "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    private static List<String> run(List<String> command) throws IOException, InterruptedException {
        Path log = Files.createTempFile("hugging-face-referee", ".log");
        Process process =
                new ProcessBuilder(command).redirectError(log.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(() -> "see " + log).isZero();
        Files.delete(log);
        return out.lines().toList();
    }
}
