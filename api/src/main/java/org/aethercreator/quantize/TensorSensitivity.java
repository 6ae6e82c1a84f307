package org.aethercreator.quantize;

import java.util.Comparator;
import java.util.List;

/**
 * What each type would cost and lose for one tensor.
 *
 * @param weight how much a loss of this tensor counts, in multiples of that of a usual one
 * @param choices at least one, by size
 */
public record TensorSensitivity(String tensor, double weight, List<TypeChoice> choices) {
    public TensorSensitivity {
        if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "the weight of " + tensor + " is " + weight + "; it must be positive, and 1 for a usual tensor");
        }
        if (choices.isEmpty()) {
            throw new IllegalArgumentException("tensor " + tensor + " has no type to choose; name types that fit it");
        }
        choices = choices.stream()
                .sorted(Comparator.comparingLong(TypeChoice::bytes).thenComparingDouble(TypeChoice::loss))
                .toList();
    }

    /** The loss of {@code choice}, by its weight. */
    public double weightedLoss(TypeChoice choice) {
        return weight * choice.loss();
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
