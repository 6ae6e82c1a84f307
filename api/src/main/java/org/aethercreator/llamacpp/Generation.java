package org.aethercreator.llamacpp;

import java.time.Duration;

/**
 * A text that a model wrote, and how long it took; times are measured in the worker.
 *
 * @param text what was streamed, joined; without the stop string
 * @param promptTokens tokens of the prompt, the model's start token included
 * @param reusedPromptTokens of these, those that the generation before had evaluated already
 * @param generatedTokens tokens sampled, the end token included
 * @param timeToFirstToken from the request's arrival in the worker until the first token was sampled
 * @param promptTime evaluation alone of what was not reused of the prompt
 * @param generationTime from the first sampled token to the last
 * @param seed the seed used; with it the same prompt and options give the same text on the same machine, for certain if
 *     both times nothing is reused
 */
public record Generation(
        String text,
        int promptTokens,
        int reusedPromptTokens,
        int generatedTokens,
        Duration timeToFirstToken,
        Duration promptTime,
        Duration generationTime,
        TokenTimes tokenTimes,
        StopReason stopReason,
        long seed) {

    /** Speed of the prompt's evaluation, of those tokens that were evaluated. */
    public double promptTokensPerSecond() {
        return perSecond(promptTokens - reusedPromptTokens, promptTime);
    }

    /** Speed of one token after the other, as llama.cpp counts it: without the first; 0 if there is only one. */
    public double generatedTokensPerSecond() {
        return perSecond(generatedTokens - 1, generationTime);
    }

    private static double perSecond(int tokens, Duration time) {
        return tokens <= 0 || time.isZero() ? 0 : tokens * 1e9 / time.toNanos();
    }
}
