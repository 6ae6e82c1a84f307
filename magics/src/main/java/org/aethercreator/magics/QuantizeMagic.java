package org.aethercreator.magics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.aethercreator.kernel.magic.MagicCall;
import org.aethercreator.kernel.magic.MagicContext;
import org.aethercreator.kernel.magic.MagicException;
import org.aethercreator.magics.render.ProgressBar;
import org.aethercreator.quantize.QuantizationType;
import org.aethercreator.quantize.QuantizeRequest;
import org.aethercreator.quantize.QuantizedModel;
import org.aethercreator.quantize.Quantizer;
import org.aethercreator.quantize.Sensitivity;
import org.aethercreator.quantize.SizeFit;
import org.aethercreator.quantize.TensorTypes;
import org.aethercreator.quantize.imatrix.ImportanceMatrix;
import org.aethercreator.report.QuantizationReport;
import org.aethercreator.report.SizeFitReport;
import org.aethercreator.storage.ByteSize;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %quantize model --types Q4_K_M} or {@code --fit 6GB}: makes smaller copies of a model. */
final class QuantizeMagic extends CommandMagic<QuantizeMagic.Options> {
    QuantizeMagic() {
        super("quantize", "Make smaller copies of a GGUF model", Form.LINE);
    }

    @Command(
            description = {
                "Quantizes a GGUF model through llama.cpp: its weights are stored in fewer bits. Each copy gets the",
                "type's name, or the size, behind the model's, and is there only when it is whole."
            })
    static final class Options extends CommonOptions {
        @Parameters(paramLabel = "MODEL", description = "Path of a GGUF file, or a variable that holds one.")
        String model = "";

        @Option(
                names = {"-t", "--types"},
                split = ",",
                paramLabel = "TYPE",
                completionCandidates = TypeNames.class,
                description = "Types to make, of: ${COMPLETION-CANDIDATES}.")
        List<String> types = new ArrayList<>();

        @Option(
                names = "--fit",
                paramLabel = "SIZE",
                description = {
                    "Instead of types: a copy of at most that size, such as 6GB, whose tensors get the types that lose",
                    "least in it. Measures each tensor first."
                })
        @Nullable
        String fit;

        @Option(
                names = "--imatrix",
                paramLabel = "MATRIX",
                description = "Importance matrix of the model, a file or a variable that holds one: makes all types"
                        + " below Q6_K better.")
        @Nullable
        String imatrix;

        @Option(
                names = "--tensor",
                paramLabel = "PATTERN=TYPE",
                description = {
                    "Type of the tensors with such names, where * stands for anything: --tensor output.weight=Q8_0.",
                    "May be repeated; the first that matches decides."
                })
        List<String> tensors = new ArrayList<>();

        @Option(names = "--errors", description = "Measure how far the copies are from the model.")
        boolean errors;

        @Option(
                names = "--output",
                paramLabel = "FOLDER",
                description = "Where to write; created if need be (default: beside the model).")
        @Nullable
        String output;

        @Option(names = "--overwrite", description = "Replace copies that are there already.")
        boolean overwrite;

        @Option(names = "--threads", description = "CPU threads; 0: one each core (default: ${DEFAULT-VALUE}).")
        int threads;

        @Option(
                names = "--as",
                paramLabel = "VARIABLE",
                description = "Keep the result, a List<QuantizedModel>, in a variable.")
        @Nullable
        String variable;
    }

    /** The names that {@code --types} completes. */
    static final class TypeNames extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        TypeNames() {
            for (QuantizationType type : QuantizationType.values()) {
                add(type.name());
            }
        }
    }

    @Override
    Options newOptions() {
        return new Options();
    }

    @Override
    QuantizationReport run(Options options, MagicCall call) throws Exception {
        MagicContext context = call.context();
        if (options.types.isEmpty() == (options.fit == null)) {
            throw new MagicException(
                    "Say either which types to make, such as --types Q4_K_M,Q8_0, or how large the copy"
                            + " may be, such as --fit 6GB.");
        }
        QuantizeRequest request =
                options.fit == null ? ofTypes(options, context) : ofSize(options, options.fit, context);
        request = withImportance(request, options, context)
                .withOverwrite(options.overwrite)
                .withThreads(options.threads)
                .withMeasured(options.errors);
        if (options.output != null) {
            Path folder = context.workingFolder().resolve(options.output);
            request = request.withFolder(Files.createDirectories(folder));
        }
        List<QuantizedModel> models = Quantizer.standard().quantize(request, new ProgressBar(context.output()));
        if (options.variable != null) {
            context.assign(options.variable, "java.util.List<" + QuantizedModel.class.getName() + ">", models);
        }
        return QuantizationReport.of(models);
    }

    private static QuantizeRequest ofTypes(Options options, MagicContext context) {
        QuantizationType[] types = options.types.stream()
                .map(name -> QuantizationType.parse(name.strip()))
                .toArray(QuantizationType[]::new);
        return QuantizeRequest.of(ModelArgument.one(options.model, context), types)
                .withTensorTypes(TensorTypes.ofRules(options.tensors));
    }

    /** Chooses the types for a size, and shows what each tensor costs and buys. */
    private static QuantizeRequest ofSize(Options options, String size, MagicContext context) throws Exception {
        if (!options.tensors.isEmpty()) {
            throw new MagicException("--fit chooses the type of every tensor, so --tensor has no place beside it; leave"
                    + " out one of them.");
        }
        Path model = ModelArgument.one(options.model, context);
        long mostBytes = ByteSize.parse(size);
        Optional<ImportanceMatrix> importance = importance(options, context);
        Sensitivity sensitivity =
                Quantizer.standard().sensitivity(model, importance, options.threads, new ProgressBar(context.output()));
        SizeFit fit = sensitivity.fit(mostBytes);
        context.output().display(context.renderers().render(SizeFitReport.of(sensitivity, fit)));
        return QuantizeRequest.of(model, fit, size.replaceAll("\\s", ""));
    }

    private static QuantizeRequest withImportance(QuantizeRequest request, Options options, MagicContext context)
            throws IOException {
        Optional<ImportanceMatrix> matrix = importance(options, context);
        if (matrix.isEmpty()) {
            return request;
        }
        Path file = context.workingFolder().resolve(String.valueOf(options.imatrix));
        return Files.exists(file) ? request.withImportance(matrix.get(), file) : request.withImportance(matrix.get());
    }

    private static Optional<ImportanceMatrix> importance(Options options, MagicContext context) throws IOException {
        if (options.imatrix == null) {
            return Optional.empty();
        }
        Object value = context.variable(options.imatrix).orElse(options.imatrix);
        if (value instanceof ImportanceMatrix matrix) {
            return Optional.of(matrix);
        }
        if (value instanceof Path || value instanceof String) {
            return Optional.of(ImportanceMatrix.read(context.workingFolder().resolve(value.toString())));
        }
        throw new MagicException("The variable " + options.imatrix + " is a "
                + value.getClass().getName()
                + "; an importance matrix is named by its file, or by a variable that holds"
                + " an ImportanceMatrix, as %imatrix --as gives it.");
    }
}
