package org.aethercreator.llamacpp;

import java.util.List;

/**
 * How the next token is drawn from the model's probabilities.
 *
 * <p>The order is llama.cpp's: penalties, top-k, typical-p, top-p, min-p, temperature, draw. With Mirostat it is
 * temperature, Mirostat; the others are then not used.
 *
 * @param temperature 0 takes the most probable token always; below 1 evens out less, above 1 more
 * @param topK keep only so many most probable tokens; 0 keeps all
 * @param topP keep the most probable tokens that together reach this probability; 1 keeps all
 * @param minP drop tokens less probable than this share of the most probable; 0 keeps all
 * @param typicalP keep tokens whose surprise is close to the expected one, up to this probability; 1 keeps all
 * @param repeatPenalty divides the logits of recent tokens; 1 leaves them
 * @param repeatLastTokens how many recent tokens the penalties look at, those of the prompt included; 0 = none, -1 =
 *     the context
 * @param presencePenalty is subtracted from the logits of recent tokens once
 * @param frequencyPenalty is subtracted from the logits of recent tokens for each occurrence
 * @param mirostat 0 = off, 1 or 2 = the version
 * @param mirostatTau surprise that Mirostat aims at
 * @param mirostatEta how fast Mirostat adapts
 * @param seed 0 to 4294967294; -1 = another one each time
 * @param maxTokens tokens generated at most; -1 = until the context is full
 * @param stop texts that end the generation; they are not part of the result
 */
public record SamplingOptions(
        double temperature,
        int topK,
        double topP,
        double minP,
        double typicalP,
        double repeatPenalty,
        int repeatLastTokens,
        double presencePenalty,
        double frequencyPenalty,
        int mirostat,
        double mirostatTau,
        double mirostatEta,
        long seed,
        int maxTokens,
        List<String> stop) {
    /** The number that llama.cpp itself reads as "random" is the one after it. */
    static final long LARGEST_SEED = 0xFFFF_FFFEL;

    public SamplingOptions {
        check(temperature >= 0 && temperature < Double.POSITIVE_INFINITY, "temperature", temperature, "0 or more");
        check(topK >= 0, "topK", topK, "0 (all) or more");
        check(topP >= 0 && topP <= 1, "topP", topP, "0 to 1");
        check(minP >= 0 && minP <= 1, "minP", minP, "0 to 1");
        check(typicalP >= 0 && typicalP <= 1, "typicalP", typicalP, "0 to 1");
        check(repeatPenalty > 0 && repeatPenalty < Double.POSITIVE_INFINITY, "repeatPenalty", repeatPenalty, "above 0");
        check(repeatLastTokens >= -1, "repeatLastTokens", repeatLastTokens, "0 (none) or more, or -1 (the context)");
        check(Double.isFinite(presencePenalty), "presencePenalty", presencePenalty, "any finite number");
        check(Double.isFinite(frequencyPenalty), "frequencyPenalty", frequencyPenalty, "any finite number");
        check(mirostat >= 0 && mirostat <= 2, "mirostat", mirostat, "0 (off), 1 or 2");
        check(mirostatTau >= 0 && mirostatTau < Double.POSITIVE_INFINITY, "mirostatTau", mirostatTau, "0 or more");
        check(mirostatEta >= 0 && mirostatEta < Double.POSITIVE_INFINITY, "mirostatEta", mirostatEta, "0 or more");
        check(seed >= -1 && seed <= LARGEST_SEED, "seed", seed, "0 to " + LARGEST_SEED + ", or -1 (random)");
        check(
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
    public static SamplingOptions standard() {
        return new SamplingOptions(0.8, 40, 0.9, 0, 1, 1, 64, 0, 0, 0, 5, 0.1, -1, -1, List.of());
    }

    /** Always the most probable token: the same text each time. */
    public static SamplingOptions greedy() {
        return standard().withTemperature(0);
    }

    private static void check(boolean valid, String name, Number value, String allowed) {
        if (!valid) {
            throw new IllegalArgumentException(name + " is " + value + "; allowed is " + allowed);
        }
    }

    public SamplingOptions withTemperature(double value) {
        return new SamplingOptions(
                value,
                topK,
                topP,
                minP,
                typicalP,
                repeatPenalty,
                repeatLastTokens,
                presencePenalty,
                frequencyPenalty,
                mirostat,
                mirostatTau,
                mirostatEta,
                seed,
                maxTokens,
                stop);
    }

    public SamplingOptions withTopK(int value) {
        return new SamplingOptions(
                temperature,
                value,
                topP,
                minP,
                typicalP,
                repeatPenalty,
                repeatLastTokens,
                presencePenalty,
                frequencyPenalty,
                mirostat,
                mirostatTau,
                mirostatEta,
                seed,
                maxTokens,
                stop);
    }

    public SamplingOptions withTopP(double value) {
        return new SamplingOptions(
                temperature,
                topK,
                value,
                minP,
                typicalP,
                repeatPenalty,
                repeatLastTokens,
                presencePenalty,
                frequencyPenalty,
                mirostat,
                mirostatTau,
                mirostatEta,
                seed,
                maxTokens,
                stop);
    }

    public SamplingOptions withMinP(double value) {
        return new SamplingOptions(
                temperature,
                topK,
                topP,
                value,
                typicalP,
                repeatPenalty,
                repeatLastTokens,
                presencePenalty,
                frequencyPenalty,
                mirostat,
                mirostatTau,
                mirostatEta,
                seed,
                maxTokens,
                stop);
    }

    public SamplingOptions withTypicalP(double value) {
        return new SamplingOptions(
                temperature,
                topK,
                topP,
                minP,
                value,
                repeatPenalty,
                repeatLastTokens,
                presencePenalty,
                frequencyPenalty,
                mirostat,
                mirostatTau,
                mirostatEta,
                seed,
                maxTokens,
                stop);
    }

    public SamplingOptions withRepeatPenalty(double value) {
        return new SamplingOptions(
                temperature,
                topK,
                topP,
                minP,
                typicalP,
                value,
                repeatLastTokens,
                presencePenalty,
                frequencyPenalty,
                mirostat,
                mirostatTau,
                mirostatEta,
                seed,
                maxTokens,
                stop);
    }

    public SamplingOptions withRepeatLastTokens(int value) {
        return new SamplingOptions(
                temperature,
                topK,
                topP,
                minP,
                typicalP,
                repeatPenalty,
                value,
                presencePenalty,
                frequencyPenalty,
                mirostat,
                mirostatTau,
                mirostatEta,
                seed,
                maxTokens,
                stop);
    }

    public SamplingOptions withPresencePenalty(double value) {
        return new SamplingOptions(
                temperature,
                topK,
                topP,
                minP,
                typicalP,
                repeatPenalty,
                repeatLastTokens,
                value,
                frequencyPenalty,
                mirostat,
                mirostatTau,
                mirostatEta,
                seed,
                maxTokens,
                stop);
    }

    public SamplingOptions withFrequencyPenalty(double value) {
        return new SamplingOptions(
                temperature,
                topK,
                topP,
                minP,
                typicalP,
                repeatPenalty,
                repeatLastTokens,
                presencePenalty,
                value,
                mirostat,
                mirostatTau,
                mirostatEta,
                seed,
                maxTokens,
                stop);
    }

    public SamplingOptions withMirostat(int value) {
        return new SamplingOptions(
                temperature,
                topK,
                topP,
                minP,
                typicalP,
                repeatPenalty,
                repeatLastTokens,
                presencePenalty,
                frequencyPenalty,
                value,
                mirostatTau,
                mirostatEta,
                seed,
                maxTokens,
                stop);
    }

    public SamplingOptions withMirostatTau(double value) {
        return new SamplingOptions(
                temperature,
                topK,
                topP,
                minP,
                typicalP,
                repeatPenalty,
                repeatLastTokens,
                presencePenalty,
                frequencyPenalty,
                mirostat,
                value,
                mirostatEta,
                seed,
                maxTokens,
                stop);
    }

    public SamplingOptions withMirostatEta(double value) {
        return new SamplingOptions(
                temperature,
                topK,
                topP,
                minP,
                typicalP,
                repeatPenalty,
                repeatLastTokens,
                presencePenalty,
                frequencyPenalty,
                mirostat,
                mirostatTau,
                value,
                seed,
                maxTokens,
                stop);
    }

    public SamplingOptions withSeed(long value) {
        return new SamplingOptions(
                temperature,
                topK,
                topP,
                minP,
                typicalP,
                repeatPenalty,
                repeatLastTokens,
                presencePenalty,
                frequencyPenalty,
                mirostat,
                mirostatTau,
                mirostatEta,
                value,
                maxTokens,
                stop);
    }

    public SamplingOptions withMaxTokens(int value) {
        return new SamplingOptions(
                temperature,
                topK,
                topP,
                minP,
                typicalP,
                repeatPenalty,
                repeatLastTokens,
                presencePenalty,
                frequencyPenalty,
                mirostat,
                mirostatTau,
                mirostatEta,
                seed,
                value,
                stop);
    }

    public SamplingOptions withStop(List<String> value) {
        return new SamplingOptions(
                temperature,
                topK,
                topP,
                minP,
                typicalP,
                repeatPenalty,
                repeatLastTokens,
                presencePenalty,
                frequencyPenalty,
                mirostat,
                mirostatTau,
                mirostatEta,
                seed,
                maxTokens,
                value);
    }
}
