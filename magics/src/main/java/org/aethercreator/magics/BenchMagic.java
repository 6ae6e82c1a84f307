package org.aethercreator.magics;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.aethercreator.bench.Benchmark;
import org.aethercreator.bench.BenchmarkSettings;
import org.aethercreator.bench.BenchmarkTarget;
import org.aethercreator.bench.BenchmarkText;
import org.aethercreator.kernel.magic.MagicCall;
import org.aethercreator.kernel.magic.MagicContext;
import org.aethercreator.kernel.magic.MagicException;
import org.aethercreator.magics.render.ProgressBar;
import org.aethercreator.report.Report;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %%bench result}: measures models and shows, keeps and saves the figures. */
final class BenchMagic extends CommandMagic<BenchMagic.Options> {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory())
            .setPropertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY);

    BenchMagic() {
        super("bench", "Measure models: load time, speed, memory, perplexity", Form.LINE_OR_CELL);
    }

    @Command(
            description = {
                "Measures models one after the other: load time, time to first token, prompt and generation speed,",
                "peak memory and perplexity. The result, a Report, is kept in a variable and saved as JSON, CSV and HTML.",
                "Below %%bench, every option may stand as a line of YAML, such as",
                "  models: [base.gguf, quants]",
                "  repetitions: 5"
            })
    @JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.NON_PRIVATE)
    @JsonIgnoreProperties({"trace", "help", "result"})
    static final class Options extends CommonOptions {
        @Parameters(
                arity = "0..1",
                paramLabel = "VARIABLE",
                defaultValue = "result",
                description = "Variable for the Report (default: ${DEFAULT-VALUE}).")
        String result = "result";

        @Option(
                names = {"-m", "--models"},
                split = ",",
                paramLabel = "MODEL",
                description = "Paths of GGUF files, or variables that hold such or lists of them.")
        List<String> models = new ArrayList<>();

        @Option(names = "--text", paramLabel = "FILE", description = "Text for prompts and perplexity (default: ours).")
        @Nullable
        String text;

        @Option(names = "--repetitions", description = "Timed runs of each model (default: ${DEFAULT-VALUE}).")
        int repetitions = BenchmarkSettings.standard().repetitions();

        @Option(names = "--prompt-tokens", description = "Tokens read in a run (default: ${DEFAULT-VALUE}).")
        int promptTokens = BenchmarkSettings.standard().promptTokens();

        @Option(names = "--generated-tokens", description = "Tokens written in a run (default: ${DEFAULT-VALUE}).")
        int generatedTokens = BenchmarkSettings.standard().generatedTokens();

        @Option(names = "--window-tokens", description = "Tokens of a perplexity window (default: ${DEFAULT-VALUE}).")
        int windowTokens = BenchmarkSettings.standard().windowTokens();

        @Option(names = "--windows", description = "Most windows; 0: no perplexity (default: ${DEFAULT-VALUE}).")
        int windows = BenchmarkSettings.standard().windows();

        @Option(names = "--threads", description = "CPU threads; 0: one each core (default: ${DEFAULT-VALUE}).")
        int threads = BenchmarkSettings.standard().threads();

        @Option(
                names = "--save",
                paramLabel = "FOLDER",
                description = "Folder for VARIABLE.json, .csv and .html (default: ${DEFAULT-VALUE}).")
        String save = "benchmarks";

        BenchmarkSettings settings() {
            return new BenchmarkSettings(repetitions, promptTokens, generatedTokens, windowTokens, windows, threads);
        }
    }

    @Override
    Options newOptions() {
        return new Options();
    }

    @Override
    Report run(Options options, MagicCall call) throws Exception {
        MagicContext context = call.context();
        if (call.body() != null && !call.body().isBlank()) {
            readBody(call.body(), options);
        }
        if (options.models.isEmpty()) {
            throw new MagicException("No model is named; add --models base.gguf,quants to the line, or below %%bench:"
                    + " models: [base.gguf, quants].");
        }
        List<BenchmarkTarget> targets = options.models.stream()
                .flatMap(model -> ModelArgument.all(model.strip(), context).stream())
                .toList();
        Benchmark benchmark = Benchmark.standard().withSettings(options.settings());
        if (options.text != null) {
            benchmark = benchmark.withText(
                    BenchmarkText.read(context.workingFolder().resolve(options.text)));
        }
        Report report = Report.of(benchmark.run(targets, new ProgressBar(context.output())));
        List<Path> saved = report.save(context.workingFolder().resolve(options.save), options.result);
        context.assign(options.result, Report.class.getName(), report);
        context.output()
                .print(saved.stream()
                        .map(Path::toString)
                        .collect(Collectors.joining(", ", "Saved ", System.lineSeparator())));
        return report;
    }

    private static void readBody(String body, Options options) {
        try {
            YAML.readerForUpdating(options).readValue(body);
        } catch (UnrecognizedPropertyException e) {
            throw new MagicException(
                    "Below %%bench, line " + e.getLocation().getLineNr() + ": unknown setting " + e.getPropertyName()
                            + "; allowed are "
                            + e.getKnownPropertyIds().stream()
                                    .map(String::valueOf)
                                    .sorted()
                                    .collect(Collectors.joining(", "))
                            + ".",
                    e);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new MagicException(
                    "Below %%bench, line " + line + ": " + e.getOriginalMessage()
                            + ". Write one setting a line, such as models: [base.gguf, quants].",
                    e);
        }
    }
}
