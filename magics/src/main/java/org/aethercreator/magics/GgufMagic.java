package org.aethercreator.magics;

import java.nio.file.Path;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.gguf.GgufModel;
import org.aethercreator.hardware.HardwareProbe;
import org.aethercreator.kernel.display.MimeBundle;
import org.aethercreator.kernel.magic.MagicCall;
import org.aethercreator.kernel.magic.MagicContext;
import org.aethercreator.report.ModelReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %gguf model.gguf}: what a model file holds, and the memory it needs on this machine. */
final class GgufMagic extends CommandMagic<GgufMagic.Options> {
    GgufMagic() {
        super("gguf", "Show what a GGUF file holds, and the memory it needs on this machine", Form.LINE);
    }

    @Command(
            description = {
                "Shows architecture, size, quantization, context length and chat template of a GGUF model, and the",
                "memory it needs on this machine at several context lengths. Nothing of the weights is loaded."
            })
    static final class Options extends CommonOptions {
        @Parameters(paramLabel = "MODEL", description = "Path of a GGUF file, or a variable that holds one.")
        String model = "";

        @Option(names = "--tensors", description = "List the tensors too.")
        boolean tensors;

        @Option(names = "--metadata", description = "List the metadata too.")
        boolean metadata;

        @Option(
                names = "--as",
                paramLabel = "VARIABLE",
                description = "Keep the description, a GgufModel, in a variable.")
        @Nullable
        String variable;
    }

    @Override
    Options newOptions() {
        return new Options();
    }

    @Override
    ModelReport run(Options options, MagicCall call) throws Exception {
        MagicContext context = call.context();
        Path path = ModelArgument.one(options.model, context);
        try (GgufFile file = GgufFile.open(path)) {
            ModelReport report = ModelReport.of(file, HardwareProbe.detect());
            if (options.metadata) {
                show(report.metadata(), context);
            }
            if (options.tensors) {
                show(report.tensors(), context);
            }
            if (options.variable != null) {
                context.assign(options.variable, GgufModel.class.getName(), file.model());
            }
            return report;
        }
    }

    private static void show(Object value, MagicContext context) {
        MimeBundle bundle = context.renderers().render(value);
        context.output().display(bundle);
    }
}
