package org.aethercreator.magics;

import java.nio.file.Files;
import java.nio.file.Path;
import org.aethercreator.kernel.display.CellOutput;
import org.aethercreator.kernel.magic.MagicCall;
import org.aethercreator.kernel.magic.MagicContext;
import org.aethercreator.kernel.magic.MagicException;
import org.aethercreator.magics.render.ProgressBar;
import org.aethercreator.quantize.imatrix.CalibrationText;
import org.aethercreator.quantize.imatrix.CollectedImatrix;
import org.aethercreator.quantize.imatrix.ImatrixRequest;
import org.aethercreator.quantize.imatrix.ImportanceMatrices;
import org.aethercreator.quantize.imatrix.ImportanceMatrix;
import org.aethercreator.report.ImatrixReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %imatrix model --text notes.txt}: collects an importance matrix for quantizing. */
final class ImatrixMagic extends CommandMagic<ImatrixMagic.Options> {
    ImatrixMagic() {
        super("imatrix", "Collect an importance matrix, which makes quantized models better", Form.LINE);
    }

    @Command(
            description = {
                "Has a GGUF model read a calibration text and records how strongly each column of its weights is driven:",
                "the importance matrix. Quantizing with it loses less, the more so the fewer the bits. The numbers are",
                "those of llama.cpp's llama-imatrix. Use the least quantized file of the model, and a text like those",
                "that the model is meant for; not one that you measure the result on."
            })
    static final class Options extends CommonOptions {
        @Parameters(paramLabel = "MODEL", description = "Path of a GGUF file, or a variable that holds one.")
        String model = "";

        @Option(
                names = {"-t", "--text"},
                paramLabel = "FILE",
                description = "Calibration text, UTF-8; some ten thousand words are good (default: a bundled text of"
                        + " about 5,000 tokens of many kinds).")
        @Nullable
        String text;

        @Option(
                names = {"-n", "--chunks"},
                paramLabel = "N",
                description = "Evaluate the text's first N chunks; 0: all (default: ${DEFAULT-VALUE}).")
        int chunks;

        @Option(
                names = "--context",
                paramLabel = "TOKENS",
                description = "Tokens of a chunk (default: ${DEFAULT-VALUE}).")
        int context = 512;

        @Option(
                names = "--output",
                paramLabel = "FILE",
                description =
                        "Where to write (default: MODEL.imatrix.gguf beside the model). Files ending with .dat get"
                                + " the format that llama.cpp had until July 2025; all others are GGUF, which keeps more.")
        @Nullable
        String output;

        @Option(names = "--output-tensor", description = "Observe output.weight, too; llama-imatrix does not.")
        boolean outputTensor;

        @Option(names = "--resume", description = "Go on where an interrupted collection of the same file ended.")
        boolean resume;

        @Option(names = "--overwrite", description = "Replace a matrix, or an interrupted collection, that is there.")
        boolean overwrite;

        @Option(names = "--threads", description = "CPU threads; 0: one each core (default: ${DEFAULT-VALUE}).")
        int threads;

        @Option(
                names = "--as",
                paramLabel = "VARIABLE",
                description = "Keep the result, an ImportanceMatrix, in a variable.")
        @Nullable
        String variable;
    }

    @Override
    Options newOptions() {
        return new Options();
    }

    @Override
    ImatrixReport run(Options options, MagicCall call) throws Exception {
        MagicContext context = call.context();
        CellOutput output = context.output();
        CollectedImatrix collected = collect(request(options, context), output);
        output.print("Saved " + collected.file() + System.lineSeparator());
        collected.warnings().forEach(warning -> output.print("Note: " + warning + System.lineSeparator()));
        if (options.variable != null) {
            context.assign(options.variable, ImportanceMatrix.class.getName(), collected.matrix());
        }
        return ImatrixReport.of(collected.matrix());
    }

    private static CollectedImatrix collect(ImatrixRequest request, CellOutput output) throws Exception {
        try {
            return ImportanceMatrices.standard().collect(request, new ProgressBar(output));
        } catch (InterruptedException e) {
            String next = Files.exists(request.checkpoint()) ? " The option --resume does that." : "";
            throw new MagicException(e.getMessage() + next, e);
        }
    }

    private static ImatrixRequest request(Options options, MagicContext context) throws Exception {
        CalibrationText text = options.text == null
                ? CalibrationText.bundled()
                : CalibrationText.read(context.workingFolder().resolve(options.text));
        ImatrixRequest request = ImatrixRequest.of(ModelArgument.one(options.model, context), text)
                .withChunkTokens(options.context)
                .withMaxChunks(options.chunks)
                .withObserveOutput(options.outputTensor)
                .withOverwrite(options.overwrite)
                .withThreads(options.threads);
        if (options.output != null) {
            request = request.withOutput(context.workingFolder().resolve(options.output));
        }
        Path checkpoint = request.checkpoint();
        return options.resume && Files.exists(checkpoint) ? request.withContinueFrom(checkpoint) : request;
    }
}
