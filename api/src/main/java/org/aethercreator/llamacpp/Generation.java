package org.aethercreator.llamacpp;

import java.time.Duration;

/**
 * A text that a model wrote, and how long it took; times are measured in the worker.
 *
 * @param text what was streamed, joined; without the stop string
 * @param promptTokens tokens of the prompt, the model's start token included
 * @param generatedTokens tokens sampled, the end token included
 * @param timeToFirstToken from the request's arrival in the worker until the first token was sampled
 * @param promptTime evaluation of the prompt alone
 * @param generationTime from the first sampled token to the last
 * @param seed the seed used; with it the same prompt and options give the same text on the same machine
 */
public record Generation(
        String text,
        int promptTokens,
        int generatedTokens,
        Duration timeToFirstToken,
        Duration promptTime,
        Duration generationTime,
        StopReason stopReason,
        long seed) {

    /** Speed of the prompt's evaluation. */
    public double promptTokensPerSecond() {
        return perSecond(promptTokens, promptTime);
    }

    /** Speed of one token after the other, as llama.cpp counts it: without the first; 0 if there is only one. */
    public double generatedTokensPerSecond() {
        return perSecond(generatedTokens - 1, generationTime);
    }

    private static double perSecond(int tokens, Duration time) {
        return tokens <= 0 || time.isZero() ? 0 : tokens * 1e9 / time.toNanos();
    }
}
