package org.aethercreator.magics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import java.util.regex.Pattern;
import org.aethercreator.convert.ConvertRequest;
import org.aethercreator.convert.ConvertType;
import org.aethercreator.convert.ConvertedModel;
import org.aethercreator.convert.FileSplit;
import org.aethercreator.convert.GgufConverter;
import org.aethercreator.convert.export.ExportRequest;
import org.aethercreator.convert.export.ExportedModel;
import org.aethercreator.convert.export.HuggingFaceExporter;
import org.aethercreator.hub.HubClient;
import org.aethercreator.hub.HubFilter;
import org.aethercreator.hub.HubRepo;
import org.aethercreator.hub.HubSnapshot;
import org.aethercreator.kernel.magic.MagicCall;
import org.aethercreator.kernel.magic.MagicContext;
import org.aethercreator.kernel.magic.MagicException;
import org.aethercreator.magics.render.ProgressBar;
import org.aethercreator.report.ConversionReport;
import org.aethercreator.safetensors.SafetensorsType;
import org.aethercreator.storage.ByteSize;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tech.tablesaw.api.Table;

/** {@code %convert folder --type F16}: a Hugging Face model becomes a GGUF file, or a GGUF file a model folder. */
final class ConvertMagic extends CommandMagic<ConvertMagic.Options> {
    private static final Pattern HUB_ID = Pattern.compile("[A-Za-z0-9][\\w.-]*/[A-Za-z0-9][\\w.-]*(?<!\\.gguf)");

    ConvertMagic() {
        super("convert", "Make a GGUF file of a Hugging Face model, or the other way round", Form.LINE);
    }

    @Command(
            description = {
                "Converts a model from Hugging Face to GGUF, equal to what llama.cpp's own converter makes. The file gets",
                "the model's name and type, and is there only when it is whole. Given a GGUF file, it makes a Hugging",
                "Face folder, which can be fine-tuned."
            })
    static final class Options extends CommonOptions {
        @Parameters(
                paramLabel = "SOURCE",
                description =
                        "Folder of a Hugging Face model, the id of a downloaded one, a GGUF file, or a variable that"
                                + " holds one of these, such as what %%hub get --as keeps.")
        String source = "";

        @Option(
                names = {"-t", "--type"},
                paramLabel = "TYPE",
                defaultValue = "AUTO",
                completionCandidates = TypeNames.class,
                description =
                        "Type of the weights, of: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}, as they are"
                                + " stored).")
        String type = "AUTO";

        @Option(
                names = "--output",
                paramLabel = "PATH",
                description = "File that ends with .gguf, or folder, to write; created if need be (default: the working"
                        + " folder).")
        @Nullable
        String output;

        @Option(
                names = "--split",
                paramLabel = "SIZE",
                description = "Write several files of at most that size, such as 4GB.")
        @Nullable
        String split;

        @Option(names = "--overwrite", description = "Replace a file, or an exported folder, that is there already.")
        boolean overwrite;

        @Option(names = "--threads", description = "CPU threads; 0: one each core (default: ${DEFAULT-VALUE}).")
        int threads;

        @Option(
                names = "--as",
                paramLabel = "VARIABLE",
                description = "Keep the result, a ConvertedModel or an ExportedModel, in a variable.")
        @Nullable
        String variable;
    }

    /** The names that {@code --type} completes. */
    static final class TypeNames extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        TypeNames() {
            for (ConvertType type : ConvertType.values()) {
                add(type.name());
            }
        }
    }

    @Override
    Options newOptions() {
        return new Options();
    }

    @Override
    Object run(Options options, MagicCall call) throws Exception {
        MagicContext context = call.context();
        Object value = context.variable(options.source).orElse(options.source);
        Optional<HubSnapshot> snapshot = snapshot(value, context);
        if (snapshot.isPresent()) {
            return toGguf(
                    snapshot.get().folder(),
                    options,
                    context,
                    snapshot.get().repo().id());
        }
        Path source = value instanceof String text
                ? context.workingFolder().resolve(text)
                : ModelArgument.one(options.source, context);
        return Files.isDirectory(source) ? toGguf(source, options, context, "") : toFolder(source, options, context);
    }

    /** A download, or the id of one, such as {@code Qwen/Qwen3-0.6B}. */
    private static Optional<HubSnapshot> snapshot(Object value, MagicContext context) throws IOException {
        if (value instanceof HubSnapshot snapshot) {
            return Optional.of(snapshot);
        }
        boolean isId = value instanceof String text
                && HUB_ID.matcher(text).matches()
                && !Files.exists(context.workingFolder().resolve(text));
        if (!isId) {
            return Optional.empty();
        }
        Optional<HubSnapshot> downloaded =
                HubClient.standard().cached(HubRepo.model(value.toString()), HubFilter.model());
        if (downloaded.isEmpty()) {
            throw new MagicException("There is no folder " + value
                    + " here, and the model has not been downloaded: %hub get " + value + " does that.");
        }
        return downloaded;
    }

    private static ConversionReport toGguf(Path folder, Options options, MagicContext context, String modelId)
            throws Exception {
        Path target = target(options, context);
        if (!target.toString().endsWith(".gguf")) {
            Files.createDirectories(target);
        }
        ConvertRequest request = ConvertRequest.to(target)
                .withType(ConvertType.parse(options.type))
                .withOverwrite(options.overwrite)
                .withThreads(options.threads);
        if (!modelId.isEmpty()) {
            request = request.withModelId(modelId);
        }
        if (options.split != null) {
            request = request.withSplit(FileSplit.ofAtMost(ByteSize.parse(options.split)));
        }
        ConvertedModel model = GgufConverter.of(folder).convert(request, new ProgressBar(context.output()));
        keep(options, context, ConvertedModel.class, model);
        return ConversionReport.of(model);
    }

    private static Table toFolder(Path gguf, Options options, MagicContext context) throws Exception {
        if (options.split != null) {
            throw new MagicException("--split is for making a GGUF file; the weights in a folder are split at 5 GB.");
        }
        ConvertType type = ConvertType.parse(options.type);
        if (type == ConvertType.Q8_0) {
            throw new MagicException("A Hugging Face folder holds no Q8_0 weights; choose --type F16, BF16 or F32.");
        }
        String name = String.valueOf(gguf.getFileName()).replaceFirst("\\.gguf$", "");
        Path folder = options.output == null ? context.workingFolder().resolve(name) : target(options, context);
        ExportRequest request = ExportRequest.to(folder).withOverwrite(options.overwrite);
        if (type != ConvertType.AUTO) {
            request = request.withType(SafetensorsType.valueOf(type.name()));
        }
        ExportedModel model = HuggingFaceExporter.of(gguf).export(request, new ProgressBar(context.output()));
        keep(options, context, ExportedModel.class, model);
        return ConversionReport.folder(model);
    }

    private static Path target(Options options, MagicContext context) {
        return options.output == null
                ? context.workingFolder()
                : context.workingFolder().resolve(options.output);
    }

    private static void keep(Options options, MagicContext context, Class<?> type, Object model) {
        if (options.variable != null) {
            context.assign(options.variable, type.getName(), model);
        }
    }
}
