package org.aethercreator.check;

import org.aethercreator.fit.MemoryFit;
import org.aethercreator.quantize.TypeRecommendation;

/** A model that does not fit with any context, and the quantization of it that would. */
record Shortage(MemoryFit smallest, long parameterCount) {
    Recommendation.Shortfall shortfall() {
        long missing = smallest.missingBytes();
        // The smallest types need an importance matrix, which can be made of any text.
        TypeRecommendation smaller =
                TypeRecommendation.of(smallest.model(), parameterCount, smallest.settings(), smallest.hardware(), true);
        return new Recommendation.Shortfall(
                missing,
                "The model needs " + Gibibytes.of(smallest.totalBytes()) + " even with a context of "
                        + smallest.settings().contextTokens() + " tokens, and "
                        + smallest.hardware().name() + " has "
                        + Gibibytes.available(smallest.hardware()) + " free: " + Gibibytes.of(missing)
                        + " are missing. " + smaller.reason());
    }
}
