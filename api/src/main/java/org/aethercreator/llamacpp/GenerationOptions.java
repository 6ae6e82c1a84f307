package org.aethercreator.llamacpp;

import java.util.List;
import java.util.Map;
import org.aethercreator.llamacpp.grammar.Grammar;
import org.jspecify.annotations.Nullable;

/**
 * How a text is generated.
 *
 * @param seed 0 to 4294967294; -1 = another one each time
 * @param maxTokens tokens generated at most; -1 = until the context is full
 * @param stop texts that end the generation; they are not part of the result
 * @param logitBias is added to the logits of these tokens before all else; negative infinity forbids a token
 * @param grammar what the text must follow; null = any text
 * @param reuseContext do not evaluate again what begins as the generation before did. Figures of speed need the whole
 *     prompt evaluated: switch it off. It may change the last digits of probabilities, because numbers are then added
 *     in another order
 */
public record GenerationOptions(
        Sampling sampling,
        Penalties penalties,
        Map<Integer, Float> logitBias,
        long seed,
        int maxTokens,
        List<String> stop,
        @Nullable Grammar grammar,
        boolean reuseContext) {
    /** The number that llama.cpp itself reads as "random" is the one after it. */
    static final long LARGEST_SEED = 0xFFFF_FFFEL;

    public GenerationOptions {
        logitBias = Map.copyOf(logitBias);
        for (float bias : logitBias.values()) {
            Range.check(bias < Float.POSITIVE_INFINITY, "logitBias", bias, "a finite number, or -Infinity (never)");
        }
        Range.check(seed >= -1 && seed <= LARGEST_SEED, "seed", seed, "0 to " + LARGEST_SEED + ", or -1 (random)");
        Range.check(
                maxTokens >= 1 || maxTokens == -1,
                "maxTokens",
                maxTokens,
                "1 or more, or -1 (until the context is full)");
        stop = List.copyOf(stop);
        if (stop.contains("")) {
            throw new IllegalArgumentException(
                    "a stop text is empty and would end every generation at once; remove it");
        }
    }

    /** Ollama's defaults (0.33). */
    public static GenerationOptions standard() {
        return new GenerationOptions(Sampling.standard(), Penalties.none(), Map.of(), -1, -1, List.of(), null, true);
    }

    /** Always the most probable token: the same text each time. */
    public static GenerationOptions greedy() {
        return standard().withSampling(Sampling.greedy());
    }

    public GenerationOptions withSampling(Sampling value) {
        return new GenerationOptions(value, penalties, logitBias, seed, maxTokens, stop, grammar, reuseContext);
    }

    /** Short for the sampling's: {@link Sampling#withTemperature}. */
    public GenerationOptions withTemperature(double value) {
        return withSampling(sampling.withTemperature(value));
    }

    public GenerationOptions withPenalties(Penalties value) {
        return new GenerationOptions(sampling, value, logitBias, seed, maxTokens, stop, grammar, reuseContext);
    }

    public GenerationOptions withLogitBias(Map<Integer, Float> value) {
        return new GenerationOptions(sampling, penalties, value, seed, maxTokens, stop, grammar, reuseContext);
    }

    public GenerationOptions withSeed(long value) {
        return new GenerationOptions(sampling, penalties, logitBias, value, maxTokens, stop, grammar, reuseContext);
    }

    public GenerationOptions withMaxTokens(int value) {
        return new GenerationOptions(sampling, penalties, logitBias, seed, value, stop, grammar, reuseContext);
    }

    public GenerationOptions withStop(List<String> value) {
        return new GenerationOptions(sampling, penalties, logitBias, seed, maxTokens, value, grammar, reuseContext);
    }

    public GenerationOptions withGrammar(@Nullable Grammar value) {
        return new GenerationOptions(sampling, penalties, logitBias, seed, maxTokens, stop, value, reuseContext);
    }

    public GenerationOptions withReuseContext(boolean value) {
        return new GenerationOptions(sampling, penalties, logitBias, seed, maxTokens, stop, grammar, value);
    }
}
