package org.aethercreator.llamacpp;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.aethercreator.gguf.GgmlType;

/**
 * How long encoding takes, type by type: from 0.3 to 800 nanoseconds a number, so that counting tensors or bytes would
 * mislead about the time left.
 *
 * <p>Measured by a C loop over {@code ggml_quantize_chunk} of the bundled b4916 (AVX2) on one core of an AMD EPYC (Zen
 * 4), Gaussian numbers in rows of 1024, best of 4, 2026-11-24. Other processors differ in speed, but little in the
 * ratios.
 */
final class EncodeCost {
    /** Reading, decoding, checking and writing. */
    private static final double TRANSFER = 2;

    private static final double MEASURING = 4;

    private record Cost(double plain, double weighted) {}

    private static final Map<GgmlType, Cost> COSTS = new EnumMap<>(GgmlType.class);

    static {
        put(GgmlType.F32, 0.1, 0.1);
        put(GgmlType.F16, 1.6, 1.6);
        put(GgmlType.BF16, 0.3, 0.3);
        put(GgmlType.Q4_0, 0.9, 23);
        put(GgmlType.Q4_1, 0.9, 107);
        put(GgmlType.Q5_0, 1.6, 24);
        put(GgmlType.Q5_1, 1.6, 108);
        put(GgmlType.Q8_0, 3.9, 3.9);
        put(GgmlType.Q2_K, 54, 128);
        put(GgmlType.Q3_K, 9.1, 35);
        put(GgmlType.Q4_K, 63, 111);
        put(GgmlType.Q5_K, 51, 114);
        put(GgmlType.Q6_K, 26, 27);
        put(GgmlType.IQ1_S, 157, 157);
        put(GgmlType.IQ1_M, 721, 703);
        put(GgmlType.IQ2_XXS, 375, 375);
        put(GgmlType.IQ2_XS, 787, 787);
        put(GgmlType.IQ2_S, 241, 234);
        put(GgmlType.IQ3_XXS, 605, 597);
        put(GgmlType.IQ3_S, 316, 305);
        put(GgmlType.IQ4_NL, 309, 306);
        put(GgmlType.IQ4_XS, 311, 308);
        put(GgmlType.TQ1_0, 3.9, 3.9);
        put(GgmlType.TQ2_0, 3.7, 3.7);
    }

    private EncodeCost() {}

    /** Nanoseconds for one number of a tensor, over all targets. */
    static double perElement(GgmlType source, List<EncodeTarget> targets, boolean weighted) {
        double sum = TRANSFER;
        for (EncodeTarget target : targets) {
            Cost cost = COSTS.get(target.type());
            if (cost != null && target.type() != source) {
                sum += weighted ? cost.weighted() : cost.plain();
            }
            sum += target.measured() ? MEASURING : 0;
        }
        return sum;
    }

    private static void put(GgmlType type, double plain, double weighted) {
        COSTS.put(type, new Cost(plain, weighted));
    }
}
