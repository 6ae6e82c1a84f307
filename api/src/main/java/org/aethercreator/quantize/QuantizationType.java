package org.aethercreator.quantize;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.aethercreator.gguf.GgmlType;
import org.aethercreator.gguf.GgufFileType;

/**
 * What a model can be quantized to: a mixture of tensor types under one name.
 *
 * <p>Bits per weight and loss are llama.cpp's own figures (its {@code tools/quantize/README.md} for Llama-3.1-8B, and
 * the help of {@code llama-quantize} for Llama-3-8B; Q4_0, Q4_1, Q5_0, Q5_1 and Q3_K_M computed from the sizes given
 * there). Small models lose more, and rows that are no multiple of 256 take more bits. An importance matrix makes every
 * type below Q6_K better; the smallest are garbage without one.
 */
public enum QuantizationType {
    F32(GgufFileType.F32, GgmlType.F32, 32, none(), "exact, for further conversion; nothing runs faster with it"),
    F16(GgufFileType.F16, GgmlType.F16, 16.0005, none(), "the source for quantizations and measurements"),
    BF16(GgufFileType.BF16, GgmlType.BF16, 16.0005, none(), "as trained: no rounding of models trained in BF16"),
    Q8_0(GgufFileType.Q8_0, GgmlType.Q8_0, 8.5008, loss(0.0026), "practically lossless; small models, reference"),
    Q6_K(GgufFileType.Q6_K, GgmlType.Q6_K, 6.5633, loss(0.0217), "very little loss, where memory allows"),
    Q5_K_M(GgufFileType.Q5_K_M, GgmlType.Q5_K, 5.7036, loss(0.0569), "little loss at a good size"),
    Q5_K_S(GgufFileType.Q5_K_S, GgmlType.Q5_K, 5.5704, loss(0.1049), "a little smaller than Q5_K_M"),
    Q5_1(GgufFileType.Q5_1, GgmlType.Q5_1, 6.04, loss(0.1062), "older; Q5_K_M is smaller and better"),
    Q5_0(GgufFileType.Q5_0, GgmlType.Q5_0, 5.57, loss(0.1316), "older; Q5_K_S is better at the same size"),
    Q4_K_M(GgufFileType.Q4_K_M, GgmlType.Q4_K, 4.8944, loss(0.1754), "the usual choice: balanced size and quality"),
    Q4_K_S(GgufFileType.Q4_K_S, GgmlType.Q4_K, 4.6672, loss(0.2689), "a little smaller and faster than Q4_K_M"),
    Q4_1(GgufFileType.Q4_1, GgmlType.Q4_1, 5.11, loss(0.4511), "older; Q4_K_M is smaller and better"),
    Q4_0(GgufFileType.Q4_0, GgmlType.Q4_0, 4.64, loss(0.4685), "fast on ARM and old processors; Q4_K_S is better"),
    IQ4_NL(GgufFileType.IQ4_NL, GgmlType.IQ4_NL, 4.6818, none(), "like Q4_K_S for rows that are no multiple of 256"),
    IQ4_XS(GgufFileType.IQ4_XS, GgmlType.IQ4_XS, 4.4597, none(), "smaller than Q4_K_S at like quality; slow on CPUs"),
    Q3_K_L(GgufFileType.Q3_K_L, GgmlType.Q3_K, 4.2979, loss(0.5562), "where Q4_K_S does not fit"),
    Q3_K_M(GgufFileType.Q3_K_M, GgmlType.Q3_K, 4.00, loss(0.6569), "noticeable loss; large models on little memory"),
    Q3_K_S(GgufFileType.Q3_K_S, GgmlType.Q3_K, 3.6429, loss(1.6321), "high loss; large models only"),
    IQ3_M(GgufFileType.IQ3_M, GgmlType.IQ3_S, 3.7628, none(), "better than Q3_K_S at its size; slow on CPUs"),
    IQ3_S(GgufFileType.IQ3_S, GgmlType.IQ3_S, 3.6606, none(), "better than Q3_K_S at its size; slow on CPUs"),
    IQ3_XS(GgufFileType.IQ3_XS, GgmlType.IQ3_S, 3.4977, none(), "large models on little memory; slow on CPUs"),
    IQ3_XXS(
            GgufFileType.IQ3_XXS,
            GgmlType.IQ3_XXS,
            3.2548,
            none(),
            "only with importance; better than Q2_K at its size"),
    Q2_K(GgufFileType.Q2_K, GgmlType.Q2_K, 3.1593, loss(3.5199), "very high loss; only to see whether it runs at all"),
    Q2_K_S(GgufFileType.Q2_K_S, GgmlType.Q2_K, 2.9697, loss(3.1836), "smaller than Q2_K, fast; IQ2_M is better"),
    IQ2_M(GgufFileType.IQ2_M, GgmlType.IQ2_S, 2.9294, none(), "large models on very little memory; slow on CPUs"),
    IQ2_S(GgufFileType.IQ2_S, GgmlType.IQ2_XS, 2.7403, none(), "large models on very little memory; slow on CPUs"),
    IQ2_XS(GgufFileType.IQ2_XS, GgmlType.IQ2_XS, 2.5882, none(), "very large models where IQ2_S does not fit"),
    IQ2_XXS(GgufFileType.IQ2_XXS, GgmlType.IQ2_XXS, 2.3824, none(), "very large models where IQ2_XS does not fit"),
    IQ1_M(GgufFileType.IQ1_M, GgmlType.IQ1_M, 2.1460, none(), "70B and more, when nothing else fits; heavy loss"),
    IQ1_S(GgufFileType.IQ1_S, GgmlType.IQ1_S, 2.0042, none(), "an experiment: models of 70B and more barely survive"),
    TQ2_0(GgufFileType.TQ2_0, GgmlType.TQ2_0, 2.06, none(), "only models trained with ternary weights (BitNet)"),
    TQ1_0(GgufFileType.TQ1_0, GgmlType.TQ1_0, 1.69, none(), "only models trained with ternary weights (BitNet)");

    private static final Set<QuantizationType> NEED_IMPORTANCE =
            EnumSet.of(IQ3_XXS, Q2_K_S, IQ2_M, IQ2_S, IQ2_XS, IQ2_XXS, IQ1_M, IQ1_S);

    /** llama-quantize takes these too. */
    private static final Map<String, QuantizationType> ALIASES =
            Map.of("Q3_K", Q3_K_M, "Q4_K", Q4_K_M, "Q5_K", Q5_K_M, "FP16", F16, "FP32", F32);

    private final GgufFileType fileType;
    private final GgmlType baseType;
    private final double bitsPerWeight;
    private final OptionalDouble perplexityLoss;
    private final String goodFor;

    QuantizationType(
            GgufFileType fileType,
            GgmlType baseType,
            double bitsPerWeight,
            OptionalDouble perplexityLoss,
            String goodFor) {
        this.fileType = fileType;
        this.baseType = baseType;
        this.bitsPerWeight = bitsPerWeight;
        this.perplexityLoss = perplexityLoss;
        this.goodFor = goodFor;
    }

    /**
     * The type of that name, in upper or lower case; {@code Q4_K} means {@code Q4_K_M}, as with llama-quantize.
     *
     * @throws IllegalArgumentException if there is none; the message lists all and names the closest
     */
    public static QuantizationType parse(String name) {
        String wanted = name.trim().toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(values())
                .filter(type -> type.name().equals(wanted))
                .findFirst()
                .or(() -> Optional.ofNullable(ALIASES.get(wanted)))
                .orElseThrow(() -> new IllegalArgumentException("unknown quantization type '" + name.trim()
                        + "'; did you mean " + EditDistance.closest(wanted, names()) + "? Choose one of "
                        + String.join(", ", names())));
    }

    private static List<String> names() {
        return Arrays.stream(values()).map(Enum::name).toList();
    }

    /** What {@code general.file_type} says of such a model. */
    public GgufFileType fileType() {
        return fileType;
    }

    /** The type that tensors get unless a rule of the mixture says otherwise. */
    public GgmlType baseType() {
        return baseType;
    }

    /** Bits per weight of Llama-3.1-8B quantized so. */
    public double bitsPerWeight() {
        return bitsPerWeight;
    }

    /**
     * How much the perplexity of Llama-3-8B grows on WikiText-2, from about 6.2; empty if llama.cpp gives no figure.
     */
    public OptionalDouble perplexityLoss() {
        return perplexityLoss;
    }

    /** Whether it gives garbage without an importance matrix, so that it is refused. */
    public boolean needsImportance() {
        return NEED_IMPORTANCE.contains(this);
    }

    /** When to choose it, in a few words. */
    public String goodFor() {
        return goodFor;
    }

    private static OptionalDouble loss(double perplexity) {
        return OptionalDouble.of(perplexity);
    }

    private static OptionalDouble none() {
        return OptionalDouble.empty();
    }
}
