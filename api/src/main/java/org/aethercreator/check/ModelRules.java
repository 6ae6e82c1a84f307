package org.aethercreator.check;

import java.util.OptionalLong;
import org.aethercreator.check.CheckedModelfile.Located;
import org.aethercreator.gguf.GgufModel;
import org.aethercreator.modelfile.Instruction.Parameter;
import org.aethercreator.modelfile.ModelParameter;

/** What the model allows. */
final class ModelRules {
    private final CheckedModelfile modelfile;
    private final GgufModel model;
    private final Findings findings;

    ModelRules(CheckedModelfile modelfile, GgufModel model, Findings findings) {
        this.modelfile = modelfile;
        this.model = model;
        this.findings = findings;
    }

    void check() {
        context();
        layers();
    }

    private void context() {
        OptionalLong trained = model.contextTokens();
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

    private void layers() {
        OptionalLong blocks = model.blockCount();
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

    private static long tokens(Located<Parameter> located) {
        try {
            return Long.parseLong(located.instruction().value());
        } catch (NumberFormatException reportedAsNoNumber) {
            return 0;
        }
    }
}
