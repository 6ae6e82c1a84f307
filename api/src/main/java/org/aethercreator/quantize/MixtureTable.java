package org.aethercreator.quantize;

import static org.aethercreator.quantize.Condition.EIGHT_EXPERTS;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.aethercreator.gguf.GgmlType;
import org.aethercreator.gguf.GgufTensor;

/**
 * Which tensor gets which type, as a build of llama.cpp decides it.
 *
 * <p>Source: the behaviour of {@code src/llama-quant.cpp} at build 4916 and of September 2026, checked by comparing
 * files with those of llama.cpp. The builds differ in which matrices are left alone, in what takes the place of a type
 * whose blocks the rows do not fill, in what counts as a value tensor, and in what needs an importance matrix.
 */
final class MixtureTable {
    /** Until 2026 releases were named by their build. */
    private static final Pattern BUILD = Pattern.compile("b(\\d{1,9})");

    /** Where the table changes; releases between are not known one by one, and are taken for the nearer end. */
    private static final int FIRST_CURRENT_BUILD = 6500;

    private static final MixtureTable BUILD_4916 = new MixtureTable(false);
    private static final MixtureTable CURRENT = new MixtureTable(true);

    /** Types of activations and whole numbers. */
    private static final Set<GgmlType> UNREADABLE = EnumSet.of(
            GgmlType.Q8_1, GgmlType.Q8_K, GgmlType.I8, GgmlType.I16, GgmlType.I32, GgmlType.I64, GgmlType.F64);

    private static final Set<GgmlType> UNKNOWN_TO_4916 =
            EnumSet.of(GgmlType.MXFP4, GgmlType.NVFP4, GgmlType.Q1_0, GgmlType.Q2_0);

    private final boolean current;
    private final KeptTensors kept;
    private final Map<QuantizationType, Mixture> mixtures = Mixtures.all();
    private final Map<GgmlType, GgmlType> fallbacks;
    private final Set<GgmlType> needImportance =
            EnumSet.of(GgmlType.IQ1_S, GgmlType.IQ1_M, GgmlType.IQ2_XXS, GgmlType.IQ2_XS, GgmlType.IQ2_S);

    private MixtureTable(boolean current) {
        this.current = current;
        kept = current ? KeptTensors.CURRENT : KeptTensors.BUILD_4916;
        fallbacks = fallbacks(current ? GgmlType.Q4_0 : GgmlType.IQ4_NL);
        if (current) {
            needImportance.add(GgmlType.IQ3_XXS);
        }
    }

    /** The table of a release of llama.cpp, such as {@code b4916}; one that is not known counts as current. */
    static MixtureTable forRelease(String release) {
        Matcher build = BUILD.matcher(release);
        boolean old = build.matches() && Integer.parseInt(build.group(1)) < FIRST_CURRENT_BUILD;
        return old ? BUILD_4916 : CURRENT;
    }

    /** Whether llama.cpp can decode tensors that are stored so. */
    boolean reads(GgmlType type) {
        return !UNREADABLE.contains(type) && (current || !UNKNOWN_TO_4916.contains(type));
    }

    /** Whether {@code tensor} is quantized at all. */
    boolean quantizes(GgufTensor tensor) {
        return !kept.contains(tensor);
    }

    TensorRole roleOf(String name, boolean tiedOutput) {
        return current ? TensorRole.withFusedValues(name, tiedOutput) : TensorRole.of(name, tiedOutput);
    }

    /** The type for a tensor of {@code role} with rows of {@code rowElements} numbers. */
    GgmlType typeFor(QuantizationType type, TensorRole role, Place place, long rowElements) {
        Mixture mixture = mixtures.getOrDefault(type, Mixture.of(type.baseType()));
        if (!mixture.baseType().isQuantized()) {
            return mixture.baseType();
        }
        return fitting(chosen(mixture, role, place, rowElements), rowElements);
    }

    /** {@code type}, or what takes its place where rows do not fill its blocks. */
    GgmlType fitting(GgmlType type, long rowElements) {
        GgmlType fitting = type.fits(rowElements) ? type : fallbacks.getOrDefault(type, GgmlType.F16);
        return fitting.fits(rowElements) ? fitting : GgmlType.F16;
    }

    /** Whether a tensor stored so without importance would be garbage, so that llama.cpp refuses. */
    boolean needsImportance(QuantizationType type, String tensor, GgmlType stored) {
        boolean embedding = tensor.equals("token_embd.weight");
        boolean output = tensor.equals("output.weight");
        if (stored == GgmlType.Q2_K) {
            return type == QuantizationType.Q2_K_S && !embedding && !(current && output);
        }
        boolean exempt = (current || stored == GgmlType.IQ1_M) && (embedding || output);
        return needImportance.contains(stored) && !exempt;
    }

    /** Whether counts in metadata are unsigned, as builds since June 2025 write them. */
    boolean writesUnsignedCounts() {
        return current;
    }

    /** What holds for every mixture, and else what the mixture says. */
    private static GgmlType chosen(Mixture mixture, TensorRole role, Place place, long rowElements) {
        ModelTraits model = place.model();
        if (role == TensorRole.OUTPUT) {
            boolean eightBits =
                    model.isFalcon() || !mixture.baseType().fits(rowElements) || mixture.baseType() == GgmlType.Q8_0;
            return eightBits ? GgmlType.Q8_0 : mixture.outputType();
        }
        boolean raised = mixture.raisesValues();
        if (raised && EIGHT_EXPERTS.holds(place) && (role == TensorRole.VALUE || role == TensorRole.KEY)) {
            return GgmlType.Q8_0;
        }
        GgmlType type = mixture.typeFor(role, place);
        boolean cheapValues = raised && role == TensorRole.VALUE && model.is70b();
        return cheapValues && (type == GgmlType.Q3_K || type == GgmlType.Q4_K) ? GgmlType.Q5_K : type;
    }

    /** @param smallest what takes the place of 2- and 3-bit types without a grid */
    private static Map<GgmlType, GgmlType> fallbacks(GgmlType smallest) {
        Map<GgmlType, GgmlType> fallbacks = new EnumMap<>(GgmlType.class);
        fallbacks.put(GgmlType.TQ1_0, GgmlType.Q4_0);
        fallbacks.put(GgmlType.TQ2_0, GgmlType.Q4_0);
        fallbacks.put(GgmlType.IQ1_S, GgmlType.IQ4_NL);
        fallbacks.put(GgmlType.IQ1_M, GgmlType.IQ4_NL);
        fallbacks.put(GgmlType.IQ2_XXS, GgmlType.IQ4_NL);
        fallbacks.put(GgmlType.IQ2_XS, GgmlType.IQ4_NL);
        fallbacks.put(GgmlType.IQ2_S, GgmlType.IQ4_NL);
        fallbacks.put(GgmlType.IQ3_XXS, GgmlType.IQ4_NL);
        fallbacks.put(GgmlType.IQ3_S, GgmlType.IQ4_NL);
        fallbacks.put(GgmlType.IQ4_XS, GgmlType.IQ4_NL);
        fallbacks.put(GgmlType.Q2_K, smallest);
        fallbacks.put(GgmlType.Q3_K, smallest);
        fallbacks.put(GgmlType.Q4_K, GgmlType.Q5_0);
        fallbacks.put(GgmlType.Q5_K, GgmlType.Q5_1);
        fallbacks.put(GgmlType.Q6_K, GgmlType.Q8_0);
        return fallbacks;
    }
}
