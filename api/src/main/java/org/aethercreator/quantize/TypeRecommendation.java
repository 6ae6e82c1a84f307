package org.aethercreator.quantize;

import java.util.List;
import java.util.Optional;
import org.aethercreator.fit.HardwareProfile;
import org.aethercreator.fit.MemoryFit;
import org.aethercreator.fit.ModelFootprint;
import org.aethercreator.fit.RunSettings;

/**
 * The type to quantize a model to, by its size and by the memory of a machine.
 *
 * <p>Small models lose more with each bit, so they get more of them. For each size there is a type above which more
 * bits hardly help and only slow generation down, which reads all weights for each token; of this type and the smaller
 * ones the first that fits is taken, with the context and cache of the settings counted in.
 *
 * @param type empty if the model is too large for the machine in any type
 * @param reason in a sentence
 */
public record TypeRecommendation(Optional<QuantizationType> type, String reason) {
    private static final long BILLION = 1_000_000_000L;

    /** From the best to the smallest; only what is a good choice somewhere. */
    private static final List<QuantizationType> DESCENDING = List.of(
            QuantizationType.Q8_0,
            QuantizationType.Q6_K,
            QuantizationType.Q5_K_M,
            QuantizationType.Q4_K_M,
            QuantizationType.Q4_K_S,
            QuantizationType.IQ4_XS,
            QuantizationType.Q3_K_M,
            QuantizationType.IQ3_XXS,
            QuantizationType.Q2_K,
            QuantizationType.IQ2_M,
            QuantizationType.IQ2_XS,
            QuantizationType.IQ2_XXS);

    /**
     * For a model with {@code parameters} numbers in all tensors.
     *
     * @param model its sizes, in whatever type it is now
     * @param importance whether there is, or can be, an importance matrix: the smallest types need one
     */
    public static TypeRecommendation of(
            ModelFootprint model, long parameters, RunSettings settings, HardwareProfile machine, boolean importance) {
        QuantizationType best = best(parameters);
        for (QuantizationType type : DESCENDING.subList(DESCENDING.indexOf(best), DESCENDING.size())) {
            if (type.needsImportance() && !importance) {
                continue;
            }
            MemoryFit fit = new MemoryFit(scaled(model, parameters, type), settings, machine);
            if (fit.fits()) {
                return new TypeRecommendation(Optional.of(type), reason(type, best, parameters, fit));
            }
        }
        return new TypeRecommendation(
                Optional.empty(),
                "With " + billions(parameters) + " billion parameters the model does not fit into the "
                        + gibibytes(machine.availableRamBytes() + machine.freeVramBytes()) + " GiB of " + machine.name()
                        + " in any type" + (importance ? "" : " that needs no importance matrix")
                        + "; choose a smaller model or a shorter context.");
    }

    private static QuantizationType best(long parameters) {
        if (parameters < 2 * BILLION) {
            return QuantizationType.Q8_0;
        }
        if (parameters < 5 * BILLION) {
            return QuantizationType.Q6_K;
        }
        return parameters < 20 * BILLION ? QuantizationType.Q5_K_M : QuantizationType.Q4_K_M;
    }

    private static String reason(QuantizationType type, QuantizationType best, long parameters, MemoryFit fit) {
        String size = billions(parameters) + " billion parameters";
        String place =
                switch (fit.placement()) {
                    case GPU -> "the GPU's memory";
                    case GPU_AND_RAM -> "GPU and RAM together";
                    default -> "RAM";
                };
        String needed = gibibytes(fit.totalBytes()) + " GiB with a context of "
                + fit.settings().contextTokens() + " tokens, in " + place;
        if (type == best) {
            return type + " keeps nearly all quality of a model with " + size + " and takes " + needed
                    + "; more bits would hardly help and be slower.";
        }
        return type + " is the best that fits of a model with " + size + ": it takes " + needed + "; " + best
                + " would be better, with more memory or a shorter context.";
    }

    /** The sizes after quantizing: every part shrinks alike, which is near enough to choose a type. */
    private static ModelFootprint scaled(ModelFootprint model, long parameters, QuantizationType type) {
        return model.withWeights(parameters * type.bitsPerWeight() / 8 / Math.max(1, model.weightBytes()));
    }

    private static double billions(long parameters) {
        return Math.round(parameters / (BILLION / 100.0)) / 100.0;
    }

    private static double gibibytes(long bytes) {
        return Math.round(bytes / (double) (1L << 30) * 10) / 10.0;
    }
}
