package org.aethercreator.quantize;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.stream.Stream;
import org.aethercreator.gguf.GgmlType;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.gguf.GgufTensor;
import org.jspecify.annotations.Nullable;

/**
 * How much each tensor of a model loses as each type: from it follow the types that keep the model within a size at the
 * smallest loss.
 *
 * <p>Losses are relative to each tensor's own size and simply added, as the growth of perplexity is nearly linear in
 * them (Malinovskii et al., "Pushing the Limits of Large Language Model Quantization via the Linearity Theorem", 2024).
 * That theorem gives each tensor a factor of its own; here the matrix that gives the logits has one, and all others 1.
 * So small tensors get many bits, as they buy much for little, and the output matrix gets more than its error alone
 * tells.
 *
 * @param tensors those that have a choice
 * @param fixedBytes of the rest of a file: metadata, and tensors that have none, such as norms
 */
public record Sensitivity(List<TensorSensitivity> tensors, long fixedBytes) {
    /** A step to a better choice of one tensor, and what it gains for each byte. */
    private record Step(TensorSensitivity tensor, TypeChoice from, TypeChoice to) {
        double gainPerByte() {
            return tensor.weight() * (from.loss() - to.loss()) / (to.bytes() - from.bytes());
        }

        long bytes() {
            return to.bytes() - from.bytes();
        }
    }

    /** For rows that fill their blocks; what lies between is hardly better than the next smaller. */
    private static final List<GgmlType> SUPER_BLOCK_TYPES =
            List.of(GgmlType.Q2_K, GgmlType.Q3_K, GgmlType.Q4_K, GgmlType.Q5_K, GgmlType.Q6_K, GgmlType.Q8_0);

    /** For other rows. */
    private static final List<GgmlType> BLOCK_TYPES =
            List.of(GgmlType.IQ4_NL, GgmlType.Q5_0, GgmlType.Q5_1, GgmlType.Q8_0);

    /**
     * How much a loss of the matrix that gives the logits counts: nothing comes after it that could even errors out.
     *
     * <p>SmolLM2-135M-Instruct in F16, KL divergence by loss when only these tensors are quantized, 3 windows of 512
     * tokens, 2026-11-24: output as Q4_0 7.9, as IQ4_NL 8.5, as Q5_0 7.7; as Q4_0 in all layers ffn_down 0.23, ffn_up
     * 0.12, attn_v 0.11, ffn_gate 0.08, attn_k and attn_output 0.05, attn_q 0.04.
     */
    private static final double OUTPUT_WEIGHT = 80;

    /** What a file's metadata may grow by, for instance by the name of the importance matrix. */
    private static final long MORE_METADATA_BYTES = 4096;

    private static final int MOST_PADDING_BYTES = 31;

    private static final Comparator<Step> MOST_GAIN_FIRST =
            Comparator.comparingDouble(Step::gainPerByte).reversed();

    public Sensitivity {
        tensors = List.copyOf(tensors);
    }

    /** The types that are considered for {@code tensor}; its own is among them if it is quantized: it loses nothing. */
    static List<GgmlType> candidates(GgufTensor tensor) {
        List<GgmlType> types = GgmlType.Q4_K.fits(tensor.rowElements()) ? SUPER_BLOCK_TYPES : BLOCK_TYPES;
        return tensor.type().isQuantized()
                ? Stream.concat(types.stream(), Stream.of(tensor.type())).toList()
                : types;
    }

    /** From what was measured; tensors that were not are of a fixed size, and so is the rest of the file. */
    static Sensitivity of(GgufFile source, List<TensorError> errors) {
        Map<String, List<TypeChoice>> choices = new LinkedHashMap<>();
        for (TensorError error : errors) {
            double relative = error.weightedError().orElse(error.relativeError());
            if (Double.isFinite(relative)) {
                choices.computeIfAbsent(error.tensor(), name -> new ArrayList<>())
                        .add(new TypeChoice(error.type(), error.sizeBytes(), relative * relative));
            }
        }
        long fixedBytes = source.sizeBytes() + MORE_METADATA_BYTES;
        for (GgufTensor tensor : source.tensors()) {
            fixedBytes += choices.containsKey(tensor.name()) ? MOST_PADDING_BYTES - tensor.sizeBytes() : 0;
        }
        List<TensorSensitivity> tensors = new ArrayList<>();
        boolean tiedOutput = ModelTraits.of(source).tiedOutput();
        choices.forEach((name, types) -> {
            boolean output = TensorRole.of(name, tiedOutput) == TensorRole.OUTPUT;
            tensors.add(new TensorSensitivity(name, output ? OUTPUT_WEIGHT : 1, types));
        });
        return new Sensitivity(tensors, fixedBytes);
    }

    /** Bytes of the file when each tensor gets its smallest type. */
    public long smallestBytes() {
        return fixedBytes
                + tensors.stream()
                        .mapToLong(tensor -> tensor.smallest().bytes())
                        .sum();
    }

    /** Bytes of the file when each tensor gets the type with the least loss. */
    public long largestBytes() {
        return fixedBytes
                + tensors.stream().mapToLong(tensor -> tensor.best().bytes()).sum();
    }

    /**
     * The types that lose least within {@code maxBytes}: starts with the smallest and takes the step that gains most
     * for its bytes, as long as there is room. No choice of the same size loses less, but for what the last step that
     * did not fit would have gained.
     *
     * @throws IllegalArgumentException if the smallest types take more
     */
    public SizeFit fit(long maxBytes) {
        if (maxBytes < smallestBytes()) {
            throw new IllegalArgumentException("the model takes at least " + smallestBytes() + " bytes, but only "
                    + maxBytes + " are allowed; allow more, or take a smaller model");
        }
        Map<String, TypeChoice> chosen = new LinkedHashMap<>();
        tensors.forEach(tensor -> chosen.put(tensor.tensor(), tensor.smallest()));
        long room = climb(chosen, maxBytes - smallestBytes());
        fill(chosen, room);
        long bytes = fixedBytes;
        double loss = 0;
        for (TensorSensitivity tensor : tensors) {
            TypeChoice choice = chosenOf(chosen, tensor);
            bytes += choice.bytes();
            loss += tensor.weightedLoss(choice);
        }
        return new SizeFit(chosen, bytes, loss);
    }

    /** Takes the steps with the most gain first, while they fit; gives the room that is left. */
    private long climb(Map<String, TypeChoice> chosen, long room) {
        PriorityQueue<Step> steps = new PriorityQueue<>(MOST_GAIN_FIRST);
        tensors.forEach(tensor -> addSteepest(steps, tensor, tensor.smallest(), Long.MAX_VALUE));
        long left = room;
        for (Step step = steps.poll(); step != null; step = steps.poll()) {
            if (step.bytes() <= left) { // a tensor whose step does not fit stays; others may have smaller ones
                left -= step.bytes();
                chosen.put(step.tensor().tensor(), step.to());
                addSteepest(steps, step.tensor(), step.to(), Long.MAX_VALUE);
            }
        }
        return left;
    }

    /** Gives what room is left to steps that are less steep but short enough. */
    private void fill(Map<String, TypeChoice> chosen, long room) {
        long left = room;
        PriorityQueue<Step> steps = new PriorityQueue<>(MOST_GAIN_FIRST);
        for (TensorSensitivity tensor : tensors) {
            addSteepest(steps, tensor, chosenOf(chosen, tensor), left);
        }
        for (Step step = steps.poll(); step != null; step = steps.poll()) {
            if (step.bytes() <= left) {
                left -= step.bytes();
                chosen.put(step.tensor().tensor(), step.to());
            }
            addSteepest(steps, step.tensor(), chosenOf(chosen, step.tensor()), left);
        }
    }

    private static TypeChoice chosenOf(Map<String, TypeChoice> chosen, TensorSensitivity tensor) {
        TypeChoice choice = chosen.get(tensor.tensor());
        return choice == null ? tensor.smallest() : choice;
    }

    /** Adds the step from {@code from} that gains most for its bytes, of those of at most {@code room} bytes. */
    private static void addSteepest(PriorityQueue<Step> steps, TensorSensitivity tensor, TypeChoice from, long room) {
        @Nullable Step steepest = null;
        for (TypeChoice to : tensor.choices()) {
            if (to.bytes() > from.bytes() && to.bytes() - from.bytes() <= room && to.loss() < from.loss()) {
                Step step = new Step(tensor, from, to);
                steepest = steepest == null || step.gainPerByte() > steepest.gainPerByte() ? step : steepest;
            }
        }
        if (steepest != null) {
            steps.add(steepest);
        }
    }

    /**
     * Size and loss of the best choices from the smallest to the largest, at {@code points} sizes: what a further
     * gigabyte buys.
     */
    public List<SizeFit> curve(int points) {
        if (points < 2) {
            throw new IllegalArgumentException("a curve of " + points + " points shows nothing; ask for 2 or more");
        }
        List<SizeFit> fits = new ArrayList<>();
        double span = largestBytes() - smallestBytes();
        for (int i = 0; i < points; i++) {
            fits.add(fit(smallestBytes() + Math.round(span * i / (points - 1))));
        }
        return List.copyOf(fits);
    }
}
