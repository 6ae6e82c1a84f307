package org.aethercreator.magics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.aethercreator.check.BaseModel;
import org.aethercreator.check.Finding;
import org.aethercreator.check.ModelfileCheck;
import org.aethercreator.check.OllamaCommand;
import org.aethercreator.check.Recommendation;
import org.aethercreator.check.Recommender;
import org.aethercreator.fit.HardwareProfile;
import org.aethercreator.fit.MemoryFit;
import org.aethercreator.hardware.HardwareProbe;
import org.aethercreator.kernel.magic.MagicCall;
import org.aethercreator.kernel.magic.MagicContext;
import org.aethercreator.kernel.magic.MagicException;
import org.aethercreator.kernel.magic.Suggestions;
import org.aethercreator.magics.render.ModelfileView;
import org.aethercreator.modelfile.Instruction;
import org.aethercreator.modelfile.Modelfile;
import org.aethercreator.modelfile.ModelfileCompletion;
import org.aethercreator.modelfile.ModelfileFormatException;
import org.aethercreator.modelfile.ModelfileSource;
import org.aethercreator.modelfile.OllamaVersion;
import org.aethercreator.modelfile.Preset;
import org.aethercreator.ollama.OllamaClient;
import org.aethercreator.report.FitReport;
import org.aethercreator.storage.AtomicFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %%modelfile coder}: a cell that is a Modelfile; it is completed, checked, explained and kept. */
final class ModelfileMagic extends CommandMagic<ModelfileMagic.Options> {
    /** What {@code --recommend} means without a task. */
    private static final String TASK_OF_PRESET = "";

    private static final int MODEL_FOLDER_DEPTH = 2;

    private static final Pattern FOR = Pattern.compile("(?:^|\\s)--for[\\s=]+(\\S+)");

    private final Supplier<OllamaClient> servers;

    ModelfileMagic() {
        this(OllamaClient::standard);
    }

    /** @param servers whom to ask for its version where none is named */
    ModelfileMagic(Supplier<OllamaClient> servers) {
        super("modelfile", "Write an Ollama Modelfile: checked, explained, ready for ollama create", Form.CELL);
        this.servers = servers;
    }

    @Command(
            description = {
                "The cell is an Ollama Modelfile. It is shown with an explanation on every line and what is wrong with",
                "it, and kept in a variable of type Modelfile."
            })
    static final class Options extends CommonOptions {
        @Parameters(
                arity = "0..1",
                paramLabel = "VARIABLE",
                defaultValue = "modelfile",
                description = "Variable for the Modelfile, and the model's name (default: ${DEFAULT-VALUE}).")
        String variable = "modelfile";

        @Option(
                names = "--from",
                paramLabel = "MODEL",
                description = "Path of a GGUF file, or a variable that holds one: adds the FROM line.")
        @Nullable
        String from;

        @Option(
                names = "--preset",
                completionCandidates = PresetNames.class,
                paramLabel = "NAME",
                description = "Adds parameters for a task where the cell does not set them, such as coding-focus.")
        @Nullable
        String preset;

        @Option(
                names = "--recommend",
                completionCandidates = PresetNames.class,
                arity = "0..1",
                fallbackValue = TASK_OF_PRESET,
                paramLabel = "TASK",
                description = {
                    "Adds parameters counted for the model, the machine and a task (a preset's name; without one, that",
                    "of --preset), where the cell does not set them."
                })
        @Nullable
        String recommend;

        @Option(
                names = "--template",
                completionCandidates = TemplateOption.Names.class,
                paramLabel = "NAME",
                description = {
                    "Adds a TEMPLATE and its stops: 'derive' makes it from the model's own chat template, a family's name,",
                    "such as chatml, takes a preset. Refused where it would write anything else than the model's own."
                })
        @Nullable
        String template;

        @Option(
                names = "--hardware",
                completionCandidates = ProfileNames.class,
                paramLabel = "PROFILE",
                description =
                        "Check for this machine, such as ryzen9-rtx-32gb, not for the one that runs the notebook.")
        @Nullable
        String hardware;

        @Option(
                names = "--for",
                paramLabel = "VERSION",
                description = "Check for this version of Ollama (default: the server's, else the newest known).")
        @Nullable
        String ollama;

        @Option(names = "--write", paramLabel = "FILE", description = "Write it to a file, for ollama create.")
        @Nullable
        String write;
    }

    static final class PresetNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            try {
                return Preset.all().stream().map(Preset::name).iterator();
            } catch (IOException e) { // a file of the user's that cannot be read; --preset says so
                return Preset.builtIn().stream().map(Preset::name).iterator();
            }
        }
    }

    static final class ProfileNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return HardwareProfile.names().iterator();
        }
    }

    @Override
    Options newOptions() {
        return new Options();
    }

    @Override
    ModelfileView run(Options options, MagicCall call) throws Exception {
        MagicContext context = call.context();
        String text = withFrom(options, Optional.ofNullable(call.body()).orElse(""), context);
        TargetOllama target = TargetOllama.of(options.ollama, servers);
        OllamaVersion version = target.version();
        Modelfile written = parse(options.variable, text, context);
        HardwareProfile named = options.hardware == null ? null : HardwareProfile.named(options.hardware);
        Optional<BaseModel> base = BaseModel.of(written, context.workingFolder());
        Optional<MemoryFit> memory = base.isEmpty()
                ? Optional.empty()
                : Optional.of(base.get().on(named == null ? HardwareProbe.detect() : named));
        Modelfile modelfile = completed(written, options, recommender(base, memory), context);
        if (options.template != null) {
            modelfile = TemplateOption.apply(options.template, modelfile, base, context);
        }
        ModelfileCheck check = check(modelfile, version, base, memory, context.workingFolder());
        Optional<FitReport> fit = check.memory().map(FitReport::of);
        List<Finding> findings = check.findings();
        String next = target.note() + next(options, modelfile, context.workingFolder());
        context.assign(options.variable, Modelfile.class.getName(), modelfile);
        return new ModelfileView(options.variable, modelfile.source(), modelfile.explain(version), findings, fit, next);
    }

    @Override
    public Suggestions completeBody(String arguments, String body, MagicContext context) {
        ModelfileCompletion completion =
                ModelfileCompletion.at(body, version(arguments), () -> modelFiles(context.workingFolder()));
        return new Suggestions(
                completion.start(),
                completion.proposals().stream()
                        .map(proposal -> new Suggestions.Suggestion(proposal.text(), proposal.detail()))
                        .toList());
    }

    @Override
    public String inspectBody(String arguments, String body, int cursor, MagicContext context) {
        return ModelfileSource.of(body).documentation(cursor, version(arguments));
    }

    /** The version that the line names; while someone types, no server is asked for its own. */
    private static OllamaVersion version(String arguments) {
        Matcher named = FOR.matcher(arguments);
        try {
            return named.find() ? OllamaVersion.parse(named.group(1)) : OllamaVersion.NEWEST_KNOWN;
        } catch (IllegalArgumentException notYetWritten) {
            return OllamaVersion.NEWEST_KNOWN;
        }
    }

    /** The GGUF files near the notebook, as FROM names them. */
    private static List<String> modelFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder, MODEL_FOLDER_DEPTH)) {
            return files.filter(file -> file.toString().endsWith(".gguf"))
                    .map(file -> "./" + folder.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) { // a folder that nobody may read has no proposals
            return List.of();
        }
    }

    /** The Modelfile with what is recommended and what the preset has; of the two, what is recommended goes first. */
    private static Modelfile completed(
            Modelfile written, Options options, Optional<Recommender> recommender, MagicContext context)
            throws IOException {
        Modelfile modelfile = written;
        if (options.recommend != null) {
            Recommendation recommendation = recommender
                    .orElseThrow(() -> new MagicException("FROM names no GGUF file in " + context.workingFolder()
                            + ", so that nothing can be counted for --recommend. Name a GGUF file there or with --from,"
                            + " or use --preset alone."))
                    .recommend(task(options));
            recommendation.shortfall().ifPresent(shortfall -> context.output()
                    .print(shortfall.reason() + System.lineSeparator()));
            modelfile = recommendation.applyTo(modelfile);
        }
        return options.preset == null ? modelfile : modelfile.withPreset(Preset.named(options.preset));
    }

    private static Optional<Recommender> recommender(Optional<BaseModel> base, Optional<MemoryFit> memory) {
        return base.flatMap(
                model -> memory.map(fit -> Recommender.of(fit, model.model().parameterCount())));
    }

    private static Preset task(Options options) throws IOException {
        String name = TASK_OF_PRESET.equals(options.recommend) ? options.preset : options.recommend;
        return name == null ? Recommender.EVERYDAY_USE : Preset.named(name);
    }

    private static String withFrom(Options options, String body, MagicContext context) {
        if (options.from == null) {
            return body;
        }
        Path model = ModelArgument.one(options.from, context).toAbsolutePath().normalize();
        return new Instruction.From(model.toString()).text() + "\n" + body;
    }

    private static Modelfile parse(String name, String text, MagicContext context) {
        ModelfileSource source = ModelfileSource.of(text);
        try {
            return source.modelfile();
        } catch (ModelfileFormatException e) {
            // The cell is shown with the place marked before the message says what is wrong there.
            ModelfileView view = new ModelfileView(name, source, List.of(), List.of(), Optional.empty(), "");
            context.output().display(context.renderers().render(view));
            throw e;
        }
    }

    private static ModelfileCheck check(
            Modelfile modelfile,
            OllamaVersion version,
            Optional<BaseModel> base,
            Optional<MemoryFit> memory,
            Path folder) {
        ModelfileCheck check = ModelfileCheck.of(modelfile).withVersion(version).withFolder(folder);
        ModelfileCheck based = base.map(check::withBase).orElse(check);
        return memory.map(based::withMemory).orElse(based);
    }

    private static String next(Options options, Modelfile modelfile, Path folder) throws IOException {
        if (options.write == null) {
            String file = options.variable + ".Modelfile";
            return "%%modelfile … --write " + file + " writes it; then: "
                    + OllamaCommand.create(options.variable, Path.of(file)).sh();
        }
        Path file = folder.resolve(options.write);
        AtomicFile.write(file, modelfile.source().text().getBytes(StandardCharsets.UTF_8));
        return OllamaCommand.create(options.variable, Path.of(options.write)).sh();
    }
}
