package org.aethercreator.quantize;

import java.util.ArrayList;
import java.util.List;
import org.aethercreator.gguf.GgmlType;

/** The rules of a quantization type: for a tensor's role, the first rule whose condition holds; else the base type. */
final class Mixture {
    private record Rule(TensorRole role, Condition condition, GgmlType type) {}

    private final GgmlType baseType;
    private final GgmlType outputType;
    private final boolean raisingValues;
    private final List<Rule> rules;

    private Mixture(GgmlType baseType, GgmlType outputType, boolean raisingValues, List<Rule> rules) {
        this.baseType = baseType;
        this.outputType = outputType;
        this.raisingValues = raisingValues;
        this.rules = rules;
    }

    static Mixture of(GgmlType baseType) {
        return new Mixture(baseType, GgmlType.Q6_K, true, List.of());
    }

    /** This mixture with another type for the output. */
    Mixture withOutput(GgmlType type) {
        return new Mixture(baseType, type, raisingValues, rules);
    }

    /** This mixture without what holds for keys and values of all others. */
    Mixture withoutRaisedValues() {
        return new Mixture(baseType, outputType, false, rules);
    }

    /** This mixture with one more rule, behind the others. */
    Mixture with(TensorRole role, Condition condition, GgmlType type) {
        List<Rule> more = new ArrayList<>(rules);
        more.add(new Rule(role, condition, type));
        return new Mixture(baseType, outputType, raisingValues, List.copyOf(more));
    }

    GgmlType baseType() {
        return baseType;
    }

    /** The type of the output, where its rows fill its blocks. */
    GgmlType outputType() {
        return outputType;
    }

    /** Whether keys and values get more bits where they are few. */
    boolean raisesValues() {
        return raisingValues;
    }

    GgmlType typeFor(TensorRole role, Place place) {
        return rules.stream()
                .filter(rule -> rule.role() == role && rule.condition().holds(place))
                .map(Rule::type)
                .findFirst()
                .orElse(baseType);
    }
}
