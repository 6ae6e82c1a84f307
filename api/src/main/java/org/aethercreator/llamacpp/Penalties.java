package org.aethercreator.llamacpp;

/**
 * What makes tokens less probable that occurred lately.
 *
 * @param lastTokens how many recent tokens count, those of the prompt included; 0 = none, -1 = the context
 * @param repeat divides the logits of recent tokens; 1 leaves them
 * @param presence is subtracted from the logits of recent tokens once
 * @param frequency is subtracted from the logits of recent tokens for each occurrence
 */
public record Penalties(int lastTokens, double repeat, double presence, double frequency) {
    public Penalties {
        Range.check(lastTokens >= -1, "repeatLastTokens", lastTokens, "0 (none) or more, or -1 (the context)");
        Range.check(repeat > 0 && repeat < Double.POSITIVE_INFINITY, "repeatPenalty", repeat, "above 0");
        Range.check(Double.isFinite(presence), "presencePenalty", presence, "any finite number");
        Range.check(Double.isFinite(frequency), "frequencyPenalty", frequency, "any finite number");
    }

    /** None; if one is set, the last 64 tokens count. */
    public static Penalties none() {
        return new Penalties(64, 1, 0, 0);
    }

    public Penalties withLastTokens(int value) {
        return new Penalties(value, repeat, presence, frequency);
    }

    public Penalties withRepeat(double value) {
        return new Penalties(lastTokens, value, presence, frequency);
    }

    public Penalties withPresence(double value) {
        return new Penalties(lastTokens, repeat, value, frequency);
    }

    public Penalties withFrequency(double value) {
        return new Penalties(lastTokens, repeat, presence, value);
    }
}
