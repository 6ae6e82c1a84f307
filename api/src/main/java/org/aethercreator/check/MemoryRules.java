package org.aethercreator.check;

import java.util.OptionalInt;
import java.util.OptionalLong;
import org.aethercreator.check.CheckedModelfile.Located;
import org.aethercreator.check.Finding.Edit;
import org.aethercreator.fit.MemoryFit;
import org.aethercreator.fit.MemoryFit.Placement;
import org.aethercreator.fit.RunSettings;
import org.aethercreator.modelfile.Instruction;
import org.aethercreator.modelfile.Instruction.Parameter;
import org.aethercreator.modelfile.ModelParameter;
import org.aethercreator.modelfile.ModelfileSource.Entry;
import org.aethercreator.modelfile.OllamaVersion;
import org.jspecify.annotations.Nullable;

/** Whether the model, with the context that the Modelfile asks for, has a place on the machine. */
final class MemoryRules {
    private static final long GIBIBYTE = 1L << 30;
    private static final int LARGEST_CONTEXT_TOKENS = 1 << 24;
    private static final OllamaVersion CONTEXT_BY_MEMORY = new OllamaVersion(0, 15, 5);

    private final CheckedModelfile modelfile;
    private final MemoryFit machine;
    private final Findings findings;

    MemoryRules(CheckedModelfile modelfile, MemoryFit machine, Findings findings) {
        this.modelfile = modelfile;
        this.machine = machine;
        this.findings = findings;
    }

    /** The model as the Modelfile runs it. */
    MemoryFit fit() {
        MemoryFit unlimited = settings(contextTokens());
        long layers = wholeNumber(ModelParameter.NUM_GPU).orElse(-1);
        return layers < 0
                ? unlimited
                : unlimited.withSettings(
                        unlimited.settings().withMostGpuLayers((int) Math.min(layers, RunSettings.AS_MANY_AS_FIT)));
    }

    void check() {
        OptionalLong layers = wholeNumber(ModelParameter.NUM_GPU);
        MemoryFit fit = fit();
        // A text with problems may have no FROM to point at.
        modelfile
                .effective(ModelParameter.NUM_CTX)
                .map(Located::entry)
                .or(() -> modelfile.last(Instruction.From.class).map(Located::entry))
                .ifPresent(entry -> placement(entry, fit));
        modelfile
                .effective(ModelParameter.NUM_GPU)
                .filter(located -> layers.orElse(-1) > fit.gpuLayers() && fit.gpuLayers() < fit.offloadableLayers())
                .ifPresent(located -> tooManyLayers(located, fit));
        int gpus = machine.hardware().gpus().size();
        modelfile
                .effective(ModelParameter.MAIN_GPU)
                .filter(located ->
                        gpus > 0 && wholeNumber(ModelParameter.MAIN_GPU).orElse(0) >= gpus)
                .ifPresent(located -> noSuchGpu(located, gpus));
    }

    private void noSuchGpu(Located<Parameter> located, int gpus) {
        findings.warning(
                located.entry(),
                "main_gpu " + located.instruction().value() + " names no graphics card of "
                        + machine.hardware().name() + ", which has " + gpus + "; they are counted from 0.",
                "ollama create accepts it; loading the model then fails: invalid value for main_gpu.",
                gpus == 1 ? "Remove the line." : "Write a number from 0 to " + (gpus - 1) + ".",
                modelfile.deletion(located.entry()));
    }

    private MemoryFit settings(int context) {
        RunSettings settings = machine.settings().withContextTokens(context);
        long batch = wholeNumber(ModelParameter.NUM_BATCH).orElse(0);
        return machine.withSettings(batch > 0 ? settings.withBatchTokens((int) Math.min(batch, context)) : settings);
    }

    /** What Ollama will reserve: num_ctx or its default, and no more than the model was trained for. */
    private int contextTokens() {
        long trained = machine.model().trainedContextTokens();
        long wanted = wholeNumber(ModelParameter.NUM_CTX).stream()
                .filter(tokens -> tokens > 0)
                .findFirst()
                .orElseGet(this::defaultContextTokens);
        return (int) Math.min(Math.min(wanted, LARGEST_CONTEXT_TOKENS), trained > 0 ? trained : Long.MAX_VALUE);
    }

    private long defaultContextTokens() {
        long vram = machine.hardware().gpus().stream()
                .mapToLong(gpu -> gpu.vramBytes())
                .sum();
        if (!modelfile.version().isAtLeast(CONTEXT_BY_MEMORY) || vram < 23 * GIBIBYTE) {
            return 4096;
        }
        return vram < 47 * GIBIBYTE ? 32_768 : 262_144;
    }

    private void placement(Entry entry, MemoryFit fit) {
        int context = fit.settings().contextTokens();
        if (fit.placement() == Placement.NONE) {
            OptionalInt fitting = fit.largestContextTokens();
            findings.warning(
                    entry,
                    "The model with a context of " + context + " tokens does not fit into the memory of "
                            + fit.hardware().name() + ".",
                    Gibibytes.of(fit.totalBytes()) + " are needed; " + Gibibytes.available(fit.hardware())
                            + " are free. Ollama refuses to load it, or the machine swaps.",
                    fitting.isEmpty()
                            ? "Use a smaller model or a stronger quantization."
                            : "Set num_ctx to " + fitting.getAsInt() + " or less.",
                    contextEdit(fitting));
        } else if (fit.placement() == Placement.GPU_AND_RAM
                && fit.gpuLayers() < fit.settings().mostGpuLayers()) {
            OptionalInt fitting = fit.largestGpuContextTokens();
            findings.hint(
                    entry,
                    "With a context of " + context + " tokens, " + fit.gpuLayers() + " of " + fit.offloadableLayers()
                            + " layers fit on the graphics card of "
                            + fit.hardware().name() + ".",
                    "The others are computed by the CPU, and every answer waits for it.",
                    fitting.isEmpty()
                            ? "A smaller model or a stronger quantization would fit whole."
                            : "Set num_ctx to " + fitting.getAsInt() + " or less to keep all of them on the card.",
                    contextEdit(fitting));
        }
    }

    private void tooManyLayers(Located<Parameter> located, MemoryFit fit) {
        findings.warning(
                located.entry(),
                "num_gpu " + located.instruction().value() + " is more than the " + fit.gpuLayers()
                        + " layers that fit on the graphics card of "
                        + fit.hardware().name() + ".",
                "Ollama tries it all the same; loading fails, or the driver pages graphics memory out, which is slow.",
                "Write -1 to let Ollama count what fits.",
                modelfile.replacement(located.entry(), ModelParameter.NUM_GPU, "-1"));
    }

    private @Nullable Edit contextEdit(OptionalInt tokens) {
        return tokens.isEmpty()
                ? null
                : modelfile
                        .effective(ModelParameter.NUM_CTX)
                        .map(located -> modelfile.replacement(
                                located.entry(), ModelParameter.NUM_CTX, Integer.toString(tokens.getAsInt())))
                        .orElse(null);
    }

    private OptionalLong wholeNumber(ModelParameter parameter) {
        return modelfile.number(parameter).stream()
                .mapToLong(number -> (long) number)
                .findFirst();
    }
}
