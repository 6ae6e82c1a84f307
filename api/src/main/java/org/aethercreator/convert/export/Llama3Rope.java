package org.aethercreator.convert.export;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * How Llama 3.1 and later stretch rotary embedding: long wavelengths by {@code factor}, short ones not at all. A GGUF
 * file has the outcome, a factor for each pair of numbers, in the tensor {@code rope_freqs.weight}.
 */
record Llama3Rope(double factor) {
    private static final double LOW_FREQUENCY_FACTOR = 1;
    private static final double HIGH_FREQUENCY_FACTOR = 4;
    private static final int ORIGINAL_CONTEXT_TOKENS = 8192;
    private static final double TOLERANCE = 1e-3;

    /**
     * The settings that give the file's factors; all published models differ in {@code factor} alone.
     *
     * @throws IllegalArgumentException if the file's factors do not come from such settings
     */
    static Llama3Rope settings(GgufFacts facts) {
        float[] found = facts.floats("rope_freqs.weight");
        double largest = 1;
        for (float value : found) {
            largest = Math.max(largest, value);
        }
        Llama3Rope rope = new Llama3Rope(largest);
        double base = facts.real("rope.freq_base", 10_000);
        for (int pair = 0; pair < found.length; pair++) {
            double expected = rope.factorOf(pair, found.length, base);
            if (Math.abs(found[pair] - expected) > TOLERANCE * expected) {
                throw new IllegalArgumentException("The factors of rotary embedding in the tensor rope_freqs.weight are not"
                        + " those of Llama 3 (pair " + pair + " has " + found[pair] + ", not " + expected
                        + "), and a config.json has no other way to say them. Take the model's own folder from the hub"
                        + " instead.");
            }
        }
        return rope;
    }

    /** The stretch of a pair's wavelength. Source: {@code _compute_llama3_parameters} of transformers. */
    private double factorOf(int pair, int pairs, double base) {
        double wavelength = 2 * Math.PI * Math.pow(base, (double) pair / pairs);
        double turns = ORIGINAL_CONTEXT_TOKENS / wavelength;
        if (turns > HIGH_FREQUENCY_FACTOR) {
            return 1;
        }
        if (turns < LOW_FREQUENCY_FACTOR) {
            return factor;
        }
        double smooth = (turns - LOW_FREQUENCY_FACTOR) / (HIGH_FREQUENCY_FACTOR - LOW_FREQUENCY_FACTOR);
        return 1 / ((1 - smooth) / factor + smooth);
    }

    ObjectNode toJson() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("rope_type", "llama3")
                .put("factor", factor)
                .put("low_freq_factor", LOW_FREQUENCY_FACTOR)
                .put("high_freq_factor", HIGH_FREQUENCY_FACTOR)
                .put("original_max_position_embeddings", ORIGINAL_CONTEXT_TOKENS);
    }
}
