package org.aethercreator.llamacpp;

import java.util.EnumSet;
import java.util.Set;
import org.aethercreator.gguf.GgmlType;

/** What ggml can decode and encode; another type would end the worker process. */
public final class EncodableTypes {
    /** {@code ggml_quantize_requires_imatrix}. */
    private static final Set<GgmlType> NEED_IMPORTANCE = EnumSet.of(GgmlType.IQ2_XXS, GgmlType.IQ2_XS, GgmlType.IQ1_S);

    /** The cases of {@code ggml_quantize_chunk} that need no importance matrix. */
    private static final Set<GgmlType> ENCODABLE = EnumSet.of(
            GgmlType.F32,
            GgmlType.F16,
            GgmlType.BF16,
            GgmlType.Q4_0,
            GgmlType.Q4_1,
            GgmlType.Q5_0,
            GgmlType.Q5_1,
            GgmlType.Q8_0,
            GgmlType.Q2_K,
            GgmlType.Q3_K,
            GgmlType.Q4_K,
            GgmlType.Q5_K,
            GgmlType.Q6_K,
            GgmlType.TQ1_0,
            GgmlType.TQ2_0,
            GgmlType.IQ3_XXS,
            GgmlType.IQ3_S,
            GgmlType.IQ2_S,
            GgmlType.IQ1_M,
            GgmlType.IQ4_NL,
            GgmlType.IQ4_XS);

    private static final Set<GgmlType> DECODABLE_SINCE_2025 =
            EnumSet.of(GgmlType.MXFP4, GgmlType.NVFP4, GgmlType.Q1_0, GgmlType.Q2_0);

    private EncodableTypes() {}

    /** All that can be encoded, some of it only with importance. */
    public static Set<GgmlType> all() {
        Set<GgmlType> all = withoutImportance();
        all.addAll(NEED_IMPORTANCE);
        return all;
    }

    static Set<GgmlType> withoutImportance() {
        return EnumSet.copyOf(ENCODABLE);
    }

    /** What is encoded only with importance. */
    public static Set<GgmlType> needingImportance() {
        return EnumSet.copyOf(NEED_IMPORTANCE);
    }

    static void check(EncodeJob job, String version) {
        GgmlType source = job.sourceType();
        for (EncodeTarget target : job.targets()) {
            if (source != target.type()) {
                checkTarget(job, target.type(), version);
            }
        }
        boolean decoded = job.targets().stream().anyMatch(target -> target.type() != source || target.measured());
        boolean readable = ENCODABLE.contains(source) || NEED_IMPORTANCE.contains(source);
        if (decoded && !readable && !(DECODABLE_SINCE_2025.contains(source) && !version.equals("b4916"))) {
            throw new IllegalArgumentException("tensor " + job.name() + ": llama.cpp " + version + " cannot decode "
                    + source + "; copy the tensor as it is");
        }
    }

    private static void checkTarget(EncodeJob job, GgmlType target, String version) {
        if (NEED_IMPORTANCE.contains(target)) {
            if (job.importance().isEmpty()) {
                throw new IllegalArgumentException("tensor " + job.name() + ": " + target
                        + " needs an importance matrix, "
                        + "without which it would be noise; choose IQ2_S, IQ3_XXS or Q2_K instead");
            }
        } else if (!ENCODABLE.contains(target)) {
            throw new IllegalArgumentException("tensor " + job.name() + ": llama.cpp " + version + " cannot encode "
                    + target + "; it can encode " + ENCODABLE + ", and with an importance matrix " + NEED_IMPORTANCE);
        }
    }
}
