package org.aethercreator.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.aethercreator.fit.HardwareProfile;
import org.aethercreator.fit.MemoryFit;
import org.aethercreator.fit.RunSettings;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.modelfile.ModelParameter;
import org.aethercreator.modelfile.Preset;

/**
 * Decides on parameters for a model on a machine: the same question always has the same answer.
 *
 * <p>The task's context comes first: it is cut down only to what fits into all memory together. Then the layers go to
 * the GPUs as far as there is room, the batch is as large as costs no layer, and the task's other values follow.
 *
 * <p>Why the context comes before speed: a context that is too short loses what was said without a word, while slowness
 * is seen, and its reason names the context that would be fast.
 */
public final class Recommender {
    /** No kind of task in particular: what a model and a machine decide, and nothing else. */
    public static final Preset EVERYDAY_USE = new Preset(
            "everyday-use",
            "Everyday Use",
            "Questions and answers of any kind.",
            List.of(new Preset.Value(
                    ModelParameter.NUM_CTX, "4096", "Ollama's own on most machines: about eight pages")));

    /** Smaller batches hardly need less memory. */
    private static final int SMALLEST_BATCH_TOKENS = 128;

    private static final int USUAL_BATCH_TOKENS = 512;
    /** Less holds no conversation. */
    private static final int SMALLEST_CONTEXT_TOKENS = 512;
    /** Ollama's own, for a task that names none. */
    private static final int USUAL_CONTEXT_TOKENS = 4096;

    private static final int MOST_TOKENS = 1 << 24;

    private static final Set<ModelParameter> DECIDED =
            Set.of(ModelParameter.NUM_CTX, ModelParameter.NUM_GPU, ModelParameter.NUM_THREAD, ModelParameter.NUM_BATCH);
    /** Numbers of tokens that must leave room in the context. */
    private static final Set<ModelParameter> INSIDE_CONTEXT =
            Set.of(ModelParameter.NUM_PREDICT, ModelParameter.NUM_KEEP, ModelParameter.REPEAT_LAST_N);

    private final MemoryFit machine;
    private final long parameterCount;

    private Recommender(MemoryFit machine, long parameterCount) {
        this.machine = machine;
        this.parameterCount = parameterCount;
    }

    /** For a model as it is run by default. */
    public static Recommender of(GgufFile file, HardwareProfile hardware) {
        return of(
                MemoryFit.of(file, RunSettings.standard(USUAL_CONTEXT_TOKENS), hardware),
                file.model().parameterCount());
    }

    /**
     * For a model with other settings, such as a quantized cache, or with companions.
     *
     * @param fit its context and batch are not looked at
     * @param parameterCount numbers in all tensors of the model
     */
    public static Recommender of(MemoryFit fit, long parameterCount) {
        return new Recommender(fit, parameterCount);
    }

    /** The parameters for a task, or by how much the machine is too small. */
    public Recommendation recommend(Preset task) {
        int wanted = wantedContext(task);
        Optional<MemoryFit> fitting = largestFit(wanted);
        if (fitting.isEmpty()) {
            MemoryFit smallest = with(Math.min(wanted, SMALLEST_CONTEXT_TOKENS), SMALLEST_BATCH_TOKENS);
            return new Recommendation(
                    task, smallest, List.of(), Optional.of(new Shortage(smallest, parameterCount).shortfall()));
        }
        MemoryFit fit = withLargestBatch(fitting.get(), number(task, ModelParameter.NUM_BATCH));
        Reasons reasons = new Reasons(task, fit);
        List<Preset.Value> values = new ArrayList<>();
        values.add(reasons.context(wishedContext(task)));
        values.add(reasons.gpuLayers());
        values.add(reasons.batch());
        values.add(reasons.threads());
        for (Preset.Value value : task.values()) {
            if (!DECIDED.contains(value.parameter())) {
                values.add(INSIDE_CONTEXT.contains(value.parameter()) ? reasons.insideContext(value) : value);
            }
        }
        return new Recommendation(task, fit, values, Optional.empty());
    }

    private int wishedContext(Preset task) {
        return number(task, ModelParameter.NUM_CTX).orElse(USUAL_CONTEXT_TOKENS);
    }

    private int wantedContext(Preset task) {
        long trained = machine.model().trainedContextTokens();
        return (int) Math.min(wishedContext(task), trained > 0 ? trained : Long.MAX_VALUE);
    }

    /** With the smallest batch, so that the context is never cut for one. */
    private Optional<MemoryFit> largestFit(int wanted) {
        MemoryFit whole = with(wanted, SMALLEST_BATCH_TOKENS);
        if (whole.fits()) {
            return Optional.of(whole);
        }
        OptionalInt largest = whole.largestContextTokens();
        return largest.isPresent() && largest.getAsInt() >= SMALLEST_CONTEXT_TOKENS
                ? Optional.of(with(largest.getAsInt(), SMALLEST_BATCH_TOKENS))
                : Optional.empty();
    }

    /** The task's batch, or the usual one, halved until it takes no layer from the GPUs. */
    private static MemoryFit withLargestBatch(MemoryFit fit, OptionalInt wish) {
        for (int batch = wish.orElse(USUAL_BATCH_TOKENS); batch > SMALLEST_BATCH_TOKENS; batch /= 2) {
            MemoryFit larger = fit.withSettings(fit.settings()
                    .withBatchTokens(Math.min(batch, fit.settings().contextTokens())));
            if (larger.fits() && larger.gpuLayers() == fit.gpuLayers()) {
                return larger;
            }
        }
        return fit;
    }

    private MemoryFit with(int contextTokens, int batchTokens) {
        return machine.withSettings(machine.settings()
                .withContextTokens(contextTokens)
                .withBatchTokens(Math.min(batchTokens, contextTokens)));
    }

    private static OptionalInt number(Preset task, ModelParameter parameter) {
        return task.values().stream()
                .filter(value -> value.parameter() == parameter)
                .mapToInt(Recommender::tokens)
                .filter(number -> number > 0)
                .findFirst();
    }

    /** A value that counts tokens; what no model has is as good as any other large number. */
    static int tokens(Preset.Value value) {
        Number number = (Number) value.parameter().type().parse(value.value());
        return (int) Math.min(number.longValue(), MOST_TOKENS);
    }
}
