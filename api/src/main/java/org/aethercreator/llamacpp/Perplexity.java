package org.aethercreator.llamacpp;

import java.time.Duration;

/**
 * How surprised a model is by a text: e to the mean negative log-likelihood of its tokens; lower is better.
 *
 * @param value the perplexity
 * @param standardError of the value, from the spread of the tokens' log-likelihoods
 * @param windows windows evaluated
 * @param windowTokens tokens in each; those of the second half are scored
 * @param scoredTokens tokens that the mean is taken over
 */
public record Perplexity(
        double value, double standardError, int windows, int windowTokens, long scoredTokens, Duration elapsed) {}
