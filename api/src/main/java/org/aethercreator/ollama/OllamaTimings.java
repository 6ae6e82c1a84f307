package org.aethercreator.ollama;

import java.time.Duration;

/**
 * What an answer took, as the server measured it; zero where it does not tell.
 *
 * @param total from the request's arrival to the end
 * @param load until the model was ready
 * @param promptTokens tokens of the prompt that were evaluated, in some versions those found in the cache as well
 * @param prompt evaluating them
 * @param generatedTokens tokens of the answer
 * @param generation generating them
 */
public record OllamaTimings(
        Duration total, Duration load, int promptTokens, Duration prompt, int generatedTokens, Duration generation) {

    /** Speed of generation; 0 if nothing was generated. */
    public double tokensPerSecond() {
        return perSecond(generatedTokens, generation);
    }

    /** Speed at which the prompt was read; 0 if it was in the cache. */
    public double promptTokensPerSecond() {
        return perSecond(promptTokens, prompt);
    }

    private static double perSecond(int tokens, Duration time) {
        return time.isZero() ? 0 : tokens * 1e9 / time.toNanos();
    }
}
