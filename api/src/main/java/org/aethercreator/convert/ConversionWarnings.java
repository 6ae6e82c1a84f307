package org.aethercreator.convert;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** What the numbers of a converted model say about it. */
final class ConversionWarnings {
    private static final int SHOWN_NAMES = 5;

    private ConversionWarnings() {}

    static List<String> of(List<ConvertedTensor> tensors, ConvertType type) {
        List<String> warnings = new ArrayList<>();
        add(
                warnings,
                tensors,
                ConvertedTensor::notNumbers,
                "NaN",
                "the model is broken: get its weights again, or from another place");
        add(
                warnings,
                tensors,
                ConvertedTensor::infinite,
                "infinite",
                "the model is probably broken: get its weights again, or from another place");
        add(
                warnings,
                tensors,
                ConvertedTensor::overflowed,
                "too large for " + type + " and became infinite",
                "convert to BF16 or F32");
        return warnings;
    }

    private static void add(
            List<String> warnings,
            List<ConvertedTensor> tensors,
            ToLongFunction<ConvertedTensor> count,
            String what,
            String next) {
        List<ConvertedTensor> affected =
                tensors.stream().filter(tensor -> count.applyAsLong(tensor) > 0).toList();
        if (!affected.isEmpty()) {
            String names = affected.stream()
                    .limit(SHOWN_NAMES)
                    .map(tensor -> tensor.name() + ": " + count.applyAsLong(tensor))
                    .collect(Collectors.joining(", "));
            String more = affected.size() > SHOWN_NAMES ? " and " + (affected.size() - SHOWN_NAMES) + " more" : "";
            long all = affected.stream().mapToLong(count).sum();
            warnings.add(
                    all + (all == 1 ? " weight is " : " weights are ") + what + " (" + names + more + "); " + next);
        }
    }
}
