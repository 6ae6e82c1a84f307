package org.aethercreator.quantize;

import java.util.ArrayList;
import java.util.List;
import org.aethercreator.gguf.GgmlType;

/** The rules of a quantization type: for a tensor's role, the first rule whose condition holds; else the base type. */
final class Mixture {
    private record Rule(TensorRole role, Condition condition, GgmlType type) {}

    private final GgmlType baseType;
    private final List<Rule> rules;

    private Mixture(GgmlType baseType, List<Rule> rules) {
        this.baseType = baseType;
        this.rules = rules;
    }

    static Mixture of(GgmlType baseType) {
        return new Mixture(baseType, List.of());
    }

    /** This mixture with one more rule, behind the others. */
    Mixture with(TensorRole role, Condition condition, GgmlType type) {
        List<Rule> more = new ArrayList<>(rules);
        more.add(new Rule(role, condition, type));
        return new Mixture(baseType, List.copyOf(more));
    }

    GgmlType baseType() {
        return baseType;
    }

    GgmlType typeFor(TensorRole role, Place place) {
        return rules.stream()
                .filter(rule -> rule.role() == role && rule.condition().holds(place))
                .map(Rule::type)
                .findFirst()
                .orElse(baseType);
    }
}
