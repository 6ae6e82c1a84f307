package org.aethercreator.magics;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.aethercreator.kernel.magic.MagicCall;
import org.aethercreator.kernel.magic.MagicContext;
import org.aethercreator.magics.render.ProgressBar;
import org.aethercreator.quantize.ImportanceMatrix;
import org.aethercreator.quantize.QuantizationType;
import org.aethercreator.quantize.QuantizeRequest;
import org.aethercreator.quantize.QuantizedModel;
import org.aethercreator.quantize.Quantizer;
import org.aethercreator.quantize.TensorTypes;
import org.aethercreator.report.QuantizationReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %quantize model --types Q4_K_M}: makes smaller copies of a model. */
final class QuantizeMagic extends CommandMagic<QuantizeMagic.Options> {
    QuantizeMagic() {
        super("quantize", "Make smaller copies of a GGUF model", Form.LINE);
    }

    @Command(
            description = {
                "Quantizes a GGUF model through llama.cpp: its weights are stored in fewer bits. Each copy gets the",
                "type's name behind the model's, and is there only when it is whole."
            })
    static final class Options extends CommonOptions {
        @Parameters(paramLabel = "MODEL", description = "Path of a GGUF file, or a variable that holds one.")
        String model = "";

        @Option(
                names = {"-t", "--types"},
                required = true,
                split = ",",
                paramLabel = "TYPE",
                completionCandidates = TypeNames.class,
                description = "Types to make, of: ${COMPLETION-CANDIDATES}.")
        List<String> types = new ArrayList<>();

        @Option(
                names = "--imatrix",
                paramLabel = "FILE",
                description = "Importance matrix of the model: makes all types below Q6_K better.")
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
        QuantizationType[] types = options.types.stream()
                .map(name -> QuantizationType.parse(name.strip()))
                .toArray(QuantizationType[]::new);
        QuantizeRequest request = QuantizeRequest.of(ModelArgument.one(options.model, context), types)
                .withOverwrite(options.overwrite)
                .withThreads(options.threads)
                .withMeasured(options.errors)
                .withTensorTypes(tensorTypes(options.tensors));
        if (options.imatrix != null) {
            Path file = context.workingFolder().resolve(options.imatrix);
            request = request.withImportance(ImportanceMatrix.read(file), file);
        }
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

    private static TensorTypes tensorTypes(List<String> rules) {
        TensorTypes types = TensorTypes.ofMixture();
        for (String rule : rules) {
            types = types.with(rule);
        }
        return types;
    }
}
