package org.aethercreator.quantize;

import static org.aethercreator.quantize.Condition.ALWAYS;
import static org.aethercreator.quantize.Condition.EIGHT_EXPERTS;
import static org.aethercreator.quantize.Condition.FALCON;
import static org.aethercreator.quantize.Condition.FIRST_EIGHTH;
import static org.aethercreator.quantize.Condition.FIRST_FOUR;
import static org.aethercreator.quantize.Condition.FIRST_SIXTEENTH;
import static org.aethercreator.quantize.Condition.FIRST_TWO;
import static org.aethercreator.quantize.Condition.MIDDLE;
import static org.aethercreator.quantize.Condition.NOT_FALCON;
import static org.aethercreator.quantize.Condition.SENSITIVE;
import static org.aethercreator.quantize.Condition.SHARED_VALUES;
import static org.aethercreator.quantize.TensorRole.ATTENTION_OUTPUT;
import static org.aethercreator.quantize.TensorRole.EMBEDDING;
import static org.aethercreator.quantize.TensorRole.FEED_FORWARD_DOWN;
import static org.aethercreator.quantize.TensorRole.FEED_FORWARD_GATE;
import static org.aethercreator.quantize.TensorRole.FEED_FORWARD_UP;
import static org.aethercreator.quantize.TensorRole.KEY;
import static org.aethercreator.quantize.TensorRole.QUERY;
import static org.aethercreator.quantize.TensorRole.QUERY_KEY_VALUE;
import static org.aethercreator.quantize.TensorRole.VALUE;

import java.util.EnumMap;
import java.util.Map;
import org.aethercreator.gguf.GgmlType;

/**
 * Which tensor gets which type, as llama.cpp decides it in the builds around 4916 (March 2025) when there is no
 * importance matrix.
 *
 * <p>Source: the behaviour of {@code src/llama-quant.cpp} at that build, checked by comparing files with
 * {@code llama-quantize}. Later builds differ in the fallbacks (2- and 3-bit types fall back to Q4_0 instead of IQ4_NL)
 * and in some mixtures; another build gets another table.
 */
final class MixtureTable {
    private static final MixtureTable BUILD_4916 = new MixtureTable(mixtures(), fallbacks());

    private final Map<QuantizationType, Mixture> mixtures;
    private final Map<GgmlType, GgmlType> fallbacks;

    private MixtureTable(Map<QuantizationType, Mixture> mixtures, Map<GgmlType, GgmlType> fallbacks) {
        this.mixtures = mixtures;
        this.fallbacks = fallbacks;
    }

    /** The table of the bundled natives. */
    static MixtureTable build4916() {
        return BUILD_4916;
    }

    /** The type for a tensor of {@code role} with rows of {@code rowElements} numbers. */
    GgmlType typeFor(QuantizationType type, TensorRole role, Place place, long rowElements) {
        Mixture mixture = mixtures.getOrDefault(type, Mixture.of(type.baseType()));
        if (!mixture.baseType().isQuantized()) {
            return mixture.baseType();
        }
        return fitting(chosen(mixture, role, place, rowElements), rowElements);
    }

    /** What holds for every mixture, and else what the mixture says. */
    private static GgmlType chosen(Mixture mixture, TensorRole role, Place place, long rowElements) {
        ModelTraits model = place.model();
        if (role == TensorRole.OUTPUT) {
            boolean eightBits =
                    model.isFalcon() || !mixture.baseType().fits(rowElements) || mixture.baseType() == GgmlType.Q8_0;
            return eightBits ? GgmlType.Q8_0 : GgmlType.Q6_K;
        }
        if (EIGHT_EXPERTS.holds(place) && (role == VALUE || role == KEY)) {
            return GgmlType.Q8_0;
        }
        GgmlType type = mixture.typeFor(role, place);
        boolean cheapValues = role == VALUE && model.is70b();
        return cheapValues && (type == GgmlType.Q3_K || type == GgmlType.Q4_K) ? GgmlType.Q5_K : type;
    }

    /** {@code type}, or what takes its place where rows do not fill its blocks. */
    private GgmlType fitting(GgmlType type, long rowElements) {
        GgmlType fitting = type.fits(rowElements) ? type : fallbacks.getOrDefault(type, GgmlType.F16);
        return fitting.fits(rowElements) ? fitting : GgmlType.F16;
    }

    private static Map<GgmlType, GgmlType> fallbacks() {
        Map<GgmlType, GgmlType> fallbacks = new EnumMap<>(GgmlType.class);
        fallbacks.put(GgmlType.TQ1_0, GgmlType.Q4_0);
        fallbacks.put(GgmlType.TQ2_0, GgmlType.Q4_0);
        fallbacks.put(GgmlType.Q2_K, GgmlType.IQ4_NL);
        fallbacks.put(GgmlType.Q3_K, GgmlType.IQ4_NL);
        fallbacks.put(GgmlType.IQ3_XXS, GgmlType.IQ4_NL);
        fallbacks.put(GgmlType.IQ3_S, GgmlType.IQ4_NL);
        fallbacks.put(GgmlType.IQ4_XS, GgmlType.IQ4_NL);
        fallbacks.put(GgmlType.Q4_K, GgmlType.Q5_0);
        fallbacks.put(GgmlType.Q5_K, GgmlType.Q5_1);
        fallbacks.put(GgmlType.Q6_K, GgmlType.Q8_0);
        return fallbacks;
    }

    /** Types that are absent here have no rules: every tensor gets the base type. */
    private static Map<QuantizationType, Mixture> mixtures() {
        Map<QuantizationType, Mixture> table = new EnumMap<>(QuantizationType.class);
        twoAndThreeBits(table);
        threeBitGrids(table);
        fourAndFiveBits(table);
        Mixture ternary = Mixture.of(GgmlType.TQ1_0).with(EMBEDDING, ALWAYS, GgmlType.Q4_K);
        table.put(QuantizationType.TQ1_0, ternary);
        table.put(QuantizationType.TQ2_0, Mixture.of(GgmlType.TQ2_0).with(EMBEDDING, ALWAYS, GgmlType.Q4_K));
        return table;
    }

    private static void twoAndThreeBits(Map<QuantizationType, Mixture> table) {
        table.put(
                QuantizationType.Q2_K,
                Mixture.of(GgmlType.Q2_K)
                        .with(VALUE, SHARED_VALUES, GgmlType.Q4_K)
                        .with(VALUE, ALWAYS, GgmlType.Q3_K)
                        .with(FEED_FORWARD_DOWN, ALWAYS, GgmlType.Q3_K)
                        .with(ATTENTION_OUTPUT, EIGHT_EXPERTS, GgmlType.Q5_K)
                        .with(ATTENTION_OUTPUT, NOT_FALCON, GgmlType.Q3_K));
        table.put(
                QuantizationType.Q3_K_S,
                Mixture.of(GgmlType.Q3_K).with(ATTENTION_OUTPUT, EIGHT_EXPERTS, GgmlType.Q5_K));
        table.put(
                QuantizationType.Q3_K_M,
                Mixture.of(GgmlType.Q3_K)
                        .with(VALUE, FIRST_TWO, GgmlType.Q5_K)
                        .with(VALUE, ALWAYS, GgmlType.Q4_K)
                        .with(FEED_FORWARD_DOWN, FIRST_SIXTEENTH, GgmlType.Q5_K)
                        .with(FEED_FORWARD_DOWN, NOT_FALCON.or(SENSITIVE), GgmlType.Q4_K)
                        .with(ATTENTION_OUTPUT, EIGHT_EXPERTS, GgmlType.Q5_K)
                        .with(ATTENTION_OUTPUT, NOT_FALCON, GgmlType.Q4_K)
                        .with(QUERY_KEY_VALUE, ALWAYS, GgmlType.Q4_K));
        table.put(
                QuantizationType.Q3_K_L,
                Mixture.of(GgmlType.Q3_K)
                        .with(VALUE, ALWAYS, GgmlType.Q5_K)
                        .with(FEED_FORWARD_DOWN, FALCON, GgmlType.Q4_K)
                        .with(FEED_FORWARD_DOWN, ALWAYS, GgmlType.Q5_K)
                        .with(ATTENTION_OUTPUT, EIGHT_EXPERTS, GgmlType.Q3_K)
                        .with(ATTENTION_OUTPUT, FALCON, GgmlType.Q4_K)
                        .with(ATTENTION_OUTPUT, ALWAYS, GgmlType.Q5_K)
                        .with(QUERY_KEY_VALUE, ALWAYS, GgmlType.Q4_K));
    }

    private static void threeBitGrids(Map<QuantizationType, Mixture> table) {
        Mixture plain = Mixture.of(GgmlType.IQ3_S).with(ATTENTION_OUTPUT, EIGHT_EXPERTS, GgmlType.Q5_K);
        table.put(QuantizationType.IQ3_S, plain.with(VALUE, SHARED_VALUES, GgmlType.Q4_K));
        table.put(
                QuantizationType.IQ3_XS,
                plain.with(VALUE, SHARED_VALUES, GgmlType.Q4_K)
                        .with(KEY, ALWAYS, GgmlType.IQ3_XXS)
                        .with(QUERY, ALWAYS, GgmlType.IQ3_XXS)
                        .with(FEED_FORWARD_GATE, MIDDLE, GgmlType.IQ3_XXS)
                        .with(FEED_FORWARD_UP, MIDDLE, GgmlType.IQ3_XXS));
        table.put(
                QuantizationType.IQ3_M,
                plain.with(VALUE, ALWAYS, GgmlType.Q4_K)
                        .with(FEED_FORWARD_DOWN, FIRST_EIGHTH, GgmlType.Q4_K)
                        .with(FEED_FORWARD_DOWN, EIGHT_EXPERTS.and(SENSITIVE), GgmlType.Q4_K)
                        .with(ATTENTION_OUTPUT, NOT_FALCON, GgmlType.Q4_K)
                        .with(QUERY_KEY_VALUE, ALWAYS, GgmlType.Q4_K));
    }

    private static void fourAndFiveBits(Map<QuantizationType, Mixture> table) {
        table.put(
                QuantizationType.Q4_K_S,
                Mixture.of(GgmlType.Q4_K)
                        .with(VALUE, FIRST_FOUR, GgmlType.Q5_K)
                        .with(FEED_FORWARD_DOWN, NOT_FALCON.and(FIRST_EIGHTH), GgmlType.Q5_K)
                        .with(ATTENTION_OUTPUT, EIGHT_EXPERTS, GgmlType.Q5_K));
        table.put(
                QuantizationType.Q4_K_M,
                Mixture.of(GgmlType.Q4_K)
                        .with(VALUE, SENSITIVE, GgmlType.Q6_K)
                        .with(FEED_FORWARD_DOWN, FALCON.and(FIRST_SIXTEENTH), GgmlType.Q6_K)
                        .with(FEED_FORWARD_DOWN, FALCON.and(SENSITIVE), GgmlType.Q5_K)
                        .with(FEED_FORWARD_DOWN, NOT_FALCON.and(SENSITIVE), GgmlType.Q6_K)
                        .with(ATTENTION_OUTPUT, EIGHT_EXPERTS, GgmlType.Q5_K)
                        .with(QUERY_KEY_VALUE, ALWAYS, GgmlType.Q5_K));
        table.put(
                QuantizationType.Q5_K_M,
                Mixture.of(GgmlType.Q5_K)
                        .with(VALUE, SENSITIVE, GgmlType.Q6_K)
                        .with(FEED_FORWARD_DOWN, SENSITIVE, GgmlType.Q6_K)
                        .with(QUERY_KEY_VALUE, ALWAYS, GgmlType.Q6_K));
        table.put(QuantizationType.IQ4_NL, nonLinear(GgmlType.IQ4_NL));
        table.put(QuantizationType.IQ4_XS, nonLinear(GgmlType.IQ4_XS));
    }

    private static Mixture nonLinear(GgmlType baseType) {
        return Mixture.of(baseType)
                .with(VALUE, SHARED_VALUES, GgmlType.Q5_K)
                .with(FEED_FORWARD_DOWN, FIRST_EIGHTH, GgmlType.Q5_K)
                .with(ATTENTION_OUTPUT, EIGHT_EXPERTS, GgmlType.Q5_K);
    }
}
