package org.aethercreator.check;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.aethercreator.modelfile.Instruction;
import org.aethercreator.modelfile.ModelParameter;
import org.aethercreator.modelfile.ModelParameter.Status;

/** Parameters that are fine by themselves and make no sense together. */
final class CombinationRules {
    private static final List<ModelParameter> FILTERS =
            List.of(ModelParameter.TOP_K, ModelParameter.TOP_P, ModelParameter.MIN_P, ModelParameter.TYPICAL_P);
    private static final List<ModelParameter> PENALTIES =
            List.of(ModelParameter.REPEAT_PENALTY, ModelParameter.PRESENCE_PENALTY, ModelParameter.FREQUENCY_PENALTY);

    private final CheckedModelfile modelfile;
    private final Findings findings;

    CombinationRules(CheckedModelfile modelfile, Findings findings) {
        this.modelfile = modelfile;
        this.findings = findings;
    }

    void check() {
        greedy();
        mirostat();
        penaltiesWithoutWindow();
        lengths();
        placement();
    }

    private void greedy() {
        if (is(ModelParameter.TEMPERATURE, 0)) {
            for (ModelParameter filter : FILTERS) {
                idle(
                        filter,
                        "At temperature 0 the likeliest token is always taken; filters change nothing.",
                        "Remove this line, or raise temperature.");
            }
            idle(
                    ModelParameter.SEED,
                    "At temperature 0 no random number is drawn.",
                    "Remove this line, or raise temperature.");
        } else if (is(ModelParameter.TOP_K, 1)) {
            idle(
                    ModelParameter.TEMPERATURE,
                    "With top_k 1 there is only one candidate, whatever the temperature.",
                    "Remove this line, or raise top_k.");
        }
    }

    private void mirostat() {
        if (ModelParameter.MIROSTAT.status(modelfile.version()) != Status.SUPPORTED) {
            return;
        }
        OptionalDouble mirostat = modelfile.number(ModelParameter.MIROSTAT);
        if (mirostat.orElse(0) > 0) {
            for (ModelParameter filter : FILTERS) {
                idle(
                        filter,
                        "Mirostat chooses the candidates itself; other filters are not used.",
                        "Remove this line, or set mirostat to 0.");
            }
        } else {
            idle(ModelParameter.MIROSTAT_TAU, "Mirostat is off.", "Remove this line, or set mirostat to 2.");
            idle(ModelParameter.MIROSTAT_ETA, "Mirostat is off.", "Remove this line, or set mirostat to 2.");
        }
    }

    private void penaltiesWithoutWindow() {
        if (is(ModelParameter.REPEAT_LAST_N, 0)) {
            for (ModelParameter penalty : PENALTIES) {
                idle(
                        penalty,
                        "With repeat_last_n 0 the penalties look at no token.",
                        "Remove this line, or set repeat_last_n to 64.");
            }
        }
    }

    private void lengths() {
        OptionalDouble context = modelfile.number(ModelParameter.NUM_CTX);
        if (context.isEmpty()) {
            return;
        }
        String window = String.format(Locale.ROOT, "%.0f", context.getAsDouble());
        exceeding(
                ModelParameter.NUM_PREDICT,
                context.getAsDouble(),
                "The answer alone would fill the context window of " + window
                        + " tokens; older text is dropped while it" + " is written.");
        exceeding(
                ModelParameter.NUM_KEEP,
                context.getAsDouble(),
                "When the window of " + window + " tokens is full, nothing can be dropped to make room.");
        OptionalDouble batch = modelfile.number(ModelParameter.NUM_BATCH);
        if (batch.orElse(0) > context.getAsDouble()) {
            idle(
                    ModelParameter.NUM_BATCH,
                    "No prompt is longer than the context window of " + window + " tokens.",
                    "Lower it to " + window + " to save memory.");
        }
    }

    private void exceeding(ModelParameter parameter, double context, String why) {
        modelfile
                .effective(parameter)
                .filter(located -> modelfile.number(parameter).orElse(0) >= context)
                .ifPresent(located -> findings.warning(
                        located.entry(),
                        parameter.key() + " " + located.instruction().value() + " is not smaller than num_ctx.",
                        why,
                        "Raise num_ctx, or lower " + parameter.key() + ".",
                        null));
    }

    private void placement() {
        if (is(ModelParameter.NUM_GPU, 0)) {
            idle(
                    ModelParameter.MAIN_GPU,
                    "With num_gpu 0 everything runs on the CPU.",
                    "Remove this line, or raise num_gpu.");
        }
        if (modelfile.number(ModelParameter.DRAFT_NUM_PREDICT).orElse(0) > 0
                && modelfile.all(Instruction.Draft.class).isEmpty()) {
            idle(
                    ModelParameter.DRAFT_NUM_PREDICT,
                    "There is no DRAFT; only models with built-in draft layers (MTP) can guess ahead.",
                    "Add a DRAFT line, or remove this one.");
        }
    }

    private boolean is(ModelParameter parameter, double value) {
        OptionalDouble number = modelfile.number(parameter);
        return number.isPresent() && number.getAsDouble() == value;
    }

    private void idle(ModelParameter parameter, String why, String fix) {
        if (parameter.status(modelfile.version()) == Status.SUPPORTED) {
            modelfile
                    .effective(parameter)
                    .ifPresent(located -> findings.hint(
                            located.entry(),
                            parameter.key() + " " + located.instruction().value() + " has no effect here.",
                            why,
                            fix,
                            null));
        }
    }
}
