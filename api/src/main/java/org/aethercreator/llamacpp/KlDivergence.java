package org.aethercreator.llamacpp;

import java.time.Duration;

/**
 * How far a model's predictions of the next token are from those of another, the base, on the same text. The
 * Kullback-Leibler divergence of a token is the mean, by the base's probabilities, of how much less probable the model
 * takes a token than the base does, in nats; 0 = the same.
 *
 * @param mean of the scored tokens' divergences
 * @param standardError of the mean
 * @param median half of the divergences are at most this
 * @param ninetyNinth 99 of 100 are at most this
 * @param sameTopShare how often, 0 to 1, both take the same token for the most probable
 * @param sameTopStandardError of that share
 * @param perplexity the model's
 * @param basePerplexity the base's
 * @param perplexityRatio the model's by the base's: 1.02 = two per cent worse
 * @param perplexityRatioStandardError of the ratio; both were measured on the same tokens, which makes it small
 * @param windows windows evaluated
 * @param windowTokens tokens in each; those of the second half are scored
 */
public record KlDivergence(
        double mean,
        double standardError,
        double median,
        double ninetyNinth,
        double largest,
        double sameTopShare,
        double sameTopStandardError,
        double perplexity,
        double basePerplexity,
        double perplexityRatio,
        double perplexityRatioStandardError,
        int windows,
        int windowTokens,
        long scoredTokens,
        Duration elapsed) {}
