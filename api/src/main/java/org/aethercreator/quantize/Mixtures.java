package org.aethercreator.quantize;

import static org.aethercreator.quantize.Condition.ALWAYS;
import static org.aethercreator.quantize.Condition.EIGHT_EXPERTS;
import static org.aethercreator.quantize.Condition.FALCON;
import static org.aethercreator.quantize.Condition.FIRST_EIGHTH;
import static org.aethercreator.quantize.Condition.FIRST_EIGHTH_COUNTED;
import static org.aethercreator.quantize.Condition.FIRST_FOUR;
import static org.aethercreator.quantize.Condition.FIRST_SIXTEENTH;
import static org.aethercreator.quantize.Condition.FIRST_TWO;
import static org.aethercreator.quantize.Condition.FOUR_EXPERTS;
import static org.aethercreator.quantize.Condition.MIDDLE;
import static org.aethercreator.quantize.Condition.NOT_FALCON;
import static org.aethercreator.quantize.Condition.NOT_WEIGHTED;
import static org.aethercreator.quantize.Condition.SENSITIVE;
import static org.aethercreator.quantize.Condition.SHARED_VALUES;
import static org.aethercreator.quantize.Condition.WEIGHTED;
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
import java.util.List;
import java.util.Map;
import org.aethercreator.gguf.GgmlType;

/**
 * The rules of every type, the same in all builds of llama.cpp since 4916 (March 2025). What differs between builds is
 * in {@link MixtureTable}.
 */
final class Mixtures {
    private Mixtures() {}

    /** Types that are absent here have no rules: every tensor gets the base type. */
    static Map<QuantizationType, Mixture> all() {
        Map<QuantizationType, Mixture> table = new EnumMap<>(QuantizationType.class);
        twoAndThreeBits(table);
        threeBitGrids(table);
        fourAndFiveBits(table);
        nonLinear(table);
        oneAndTwoBitGrids(table);
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
                QuantizationType.Q2_K_S,
                Mixture.of(GgmlType.Q2_K)
                        .with(VALUE, SHARED_VALUES, GgmlType.Q4_K)
                        .with(FEED_FORWARD_DOWN, FIRST_EIGHTH, GgmlType.Q4_K));
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
        table.put(
                QuantizationType.IQ3_XXS,
                Mixture.of(GgmlType.IQ3_XXS)
                        .withOutput(GgmlType.Q5_K)
                        .with(EMBEDDING, ALWAYS, GgmlType.IQ3_S)
                        .with(VALUE, SHARED_VALUES, GgmlType.Q4_K)
                        .with(VALUE, NOT_WEIGHTED, GgmlType.IQ3_S)
                        .with(KEY, ALWAYS, GgmlType.IQ2_S)
                        .with(QUERY, ALWAYS, GgmlType.IQ2_S)
                        .with(FEED_FORWARD_DOWN, NOT_WEIGHTED.and(FIRST_EIGHTH), GgmlType.Q4_K)
                        .with(FEED_FORWARD_DOWN, NOT_WEIGHTED, GgmlType.Q3_K)
                        .with(ATTENTION_OUTPUT, EIGHT_EXPERTS, GgmlType.Q5_K)
                        .with(ATTENTION_OUTPUT, NOT_FALCON, GgmlType.IQ3_S));
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
        table.put(QuantizationType.Q4_0, raisedWithImportance(GgmlType.Q4_0, GgmlType.Q4_1));
        table.put(QuantizationType.Q5_0, raisedWithImportance(GgmlType.Q5_0, GgmlType.Q5_1));
    }

    /** The old types without an offset go astray in the first layers' ffn_down when importance guides them. */
    private static Mixture raisedWithImportance(GgmlType baseType, GgmlType raised) {
        return Mixture.of(baseType).with(FEED_FORWARD_DOWN, WEIGHTED.and(FIRST_EIGHTH), raised);
    }

    private static void nonLinear(Map<QuantizationType, Mixture> table) {
        for (QuantizationType type : List.of(QuantizationType.IQ4_NL, QuantizationType.IQ4_XS)) {
            table.put(
                    type,
                    Mixture.of(type.baseType())
                            .with(VALUE, SHARED_VALUES, GgmlType.Q5_K)
                            .with(FEED_FORWARD_DOWN, NOT_WEIGHTED.and(FIRST_EIGHTH), GgmlType.Q5_K)
                            .with(ATTENTION_OUTPUT, EIGHT_EXPERTS, GgmlType.Q5_K));
        }
    }

    private static void oneAndTwoBitGrids(Map<QuantizationType, Mixture> table) {
        for (QuantizationType type : List.of(QuantizationType.IQ2_XXS, QuantizationType.IQ2_XS)) {
            table.put(type, smallGrid(type, GgmlType.Q2_K));
        }
        for (QuantizationType type : List.of(QuantizationType.IQ1_S, QuantizationType.IQ1_M)) {
            table.put(type, smallGrid(type, GgmlType.Q2_K).with(ATTENTION_OUTPUT, ALWAYS, GgmlType.IQ2_XXS));
        }
        for (QuantizationType type : List.of(QuantizationType.IQ2_S, QuantizationType.IQ2_M)) {
            table.put(type, smallGrid(type, GgmlType.IQ3_S).with(ATTENTION_OUTPUT, ALWAYS, GgmlType.IQ3_S));
        }
    }

    /** @param raised the type of what matters most */
    private static Mixture smallGrid(QuantizationType type, GgmlType raised) {
        return Mixture.of(type.baseType())
                .withOutput(GgmlType.Q5_K)
                .withoutRaisedValues()
                .with(EMBEDDING, ALWAYS, raised)
                .with(VALUE, SHARED_VALUES.or(FOUR_EXPERTS), GgmlType.Q4_K)
                .with(VALUE, ALWAYS, raised)
                .with(KEY, EIGHT_EXPERTS, GgmlType.Q4_K)
                .with(FEED_FORWARD_DOWN, FIRST_EIGHTH_COUNTED, raised)
                .with(ATTENTION_OUTPUT, EIGHT_EXPERTS, GgmlType.Q5_K);
    }
}
