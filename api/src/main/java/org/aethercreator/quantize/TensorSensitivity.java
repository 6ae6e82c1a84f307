package org.aethercreator.quantize;

import java.util.Comparator;
import java.util.List;

/**
 * What each type would cost and lose for one tensor.
 *
 * @param choices at least one, by size; of types of the same size only the best
 */
public record TensorSensitivity(String tensor, List<TypeChoice> choices) {
    public TensorSensitivity {
        if (choices.isEmpty()) {
            throw new IllegalArgumentException("tensor " + tensor + " has no type to choose; name types that fit it");
        }
        choices = choices.stream()
                .sorted(Comparator.comparingLong(TypeChoice::bytes).thenComparingDouble(TypeChoice::loss))
                .toList();
    }

    TypeChoice smallest() {
        return choices.get(0);
    }

    TypeChoice best() {
        return choices.stream()
                .min(Comparator.comparingDouble(TypeChoice::loss).thenComparingLong(TypeChoice::bytes))
                .orElseThrow();
    }
}
