package org.aethercreator.llamacpp;

/** Negative log-likelihoods of tokens, and the perplexity that they make. */
final class Surprises {
    private final MeanAndError surprise = new MeanAndError();

    void add(double value) {
        surprise.add(value);
    }

    Messages.Measured measured(int windows, long elapsedNanos) {
        double value = Math.exp(surprise.mean());
        return new Messages.Measured(value, value * surprise.standardError(), windows, surprise.count(), elapsedNanos);
    }
}
