package org.aethercreator.check;

import java.util.Locale;
import java.util.OptionalLong;
import org.aethercreator.check.CheckedModelfile.Located;
import org.aethercreator.gguf.GgufModel;
import org.aethercreator.modelfile.Instruction;
import org.aethercreator.modelfile.Instruction.Parameter;
import org.aethercreator.modelfile.ModelParameter;
import org.jspecify.annotations.Nullable;

/** What the model and the machine allow. */
final class ModelRules {
    /** What Ollama takes without num_ctx where graphics memory is below 23 GiB. */
    private static final long DEFAULT_CONTEXT_TOKENS = 4096;

    private final CheckedModelfile modelfile;
    private final @Nullable GgufModel model;
    private final @Nullable ContextMemory memory;
    private final Findings findings;

    ModelRules(
            CheckedModelfile modelfile, @Nullable GgufModel model, @Nullable ContextMemory memory, Findings findings) {
        this.modelfile = modelfile;
        this.model = model;
        this.memory = memory;
        this.findings = findings;
    }

    void check() {
        if (model != null) {
            context(model);
            layers(model);
        }
        if (memory != null) {
            memory(memory);
        }
    }

    private void context(GgufModel base) {
        OptionalLong trained = base.contextTokens();
        modelfile
                .effective(ModelParameter.NUM_CTX)
                .filter(located -> trained.isPresent() && tokens(located) > trained.getAsLong())
                .ifPresent(located -> findings.warning(
                        located.entry(),
                        "num_ctx " + located.instruction().value() + " is more than the " + trained.getAsLong()
                                + " tokens that the model was trained for.",
                        "Ollama cuts it down to that.",
                        "Write " + trained.getAsLong() + " or less.",
                        modelfile.replacement(
                                located.entry(), ModelParameter.NUM_CTX, Long.toString(trained.getAsLong()))));
    }

    private void layers(GgufModel base) {
        OptionalLong blocks = base.blockCount();
        modelfile
                .effective(ModelParameter.NUM_GPU)
                .filter(located -> blocks.isPresent()
                        && modelfile.number(ModelParameter.NUM_GPU).orElse(0) > blocks.getAsLong() + 1)
                .ifPresent(located -> findings.hint(
                        located.entry(),
                        "num_gpu " + located.instruction().value() + " is more than the model has: "
                                + blocks.getAsLong() + " layers and the output.",
                        "Everything goes to the graphics card, whether it fits or not.",
                        "Write -1 to let Ollama count what fits.",
                        modelfile.replacement(located.entry(), ModelParameter.NUM_GPU, "-1")));
    }

    private void memory(ContextMemory budget) {
        Located<Parameter> setting = modelfile.effective(ModelParameter.NUM_CTX).orElse(null);
        long context = setting == null ? defaultContext() : Math.min(tokens(setting), trainedContext());
        if (context <= 0 || budget.fits(context)) {
            return;
        }
        long fitting = budget.largestFitting(context);
        String need = gibibytes(budget.neededBytes(context)) + " are needed and " + gibibytes(budget.availableBytes())
                + " are free.";
        if (setting != null) {
            findings.warning(
                    setting.entry(),
                    "The model with num_ctx " + context + " does not fit into memory.",
                    need + " Ollama moves layers to the CPU, which slows every answer, or fails to load.",
                    fitting == 0 ? smaller() : "Write " + fitting + ", which fits.",
                    fitting == 0
                            ? null
                            : modelfile.replacement(setting.entry(), ModelParameter.NUM_CTX, Long.toString(fitting)));
        } else {
            modelfile
                    .last(Instruction.From.class)
                    .ifPresent(from -> findings.warning(
                            from.entry(),
                            "The model with Ollama's default context of " + context
                                    + " tokens does not fit into memory.",
                            need + " Ollama moves layers to the CPU, which slows every answer, or fails to load.",
                            fitting == 0 ? smaller() : "Add PARAMETER num_ctx " + fitting + ", which fits.",
                            null));
        }
    }

    private static String smaller() {
        return "Use a smaller model or a stronger quantization.";
    }

    private long defaultContext() {
        return Math.min(DEFAULT_CONTEXT_TOKENS, trainedContext());
    }

    private long trainedContext() {
        return model == null ? Long.MAX_VALUE : model.contextTokens().orElse(Long.MAX_VALUE);
    }

    private long tokens(Located<Parameter> located) {
        try {
            return Long.parseLong(located.instruction().value());
        } catch (NumberFormatException reportedAsNoNumber) {
            return 0;
        }
    }

    private static String gibibytes(long bytes) {
        return String.format(Locale.ROOT, "%.2f GiB", bytes / (double) (1L << 30));
    }
}
