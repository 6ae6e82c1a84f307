package org.aethercreator.convert.architecture;

import java.util.ArrayList;
import java.util.List;

/**
 * Llama 3's stretched rotary embedding: by what each frequency is divided. Long waves are divided by the factor, short
 * ones are left, and in between it goes smoothly. Computed in single precision, step by step as the reference does.
 *
 * @param theta base of the frequencies
 * @param lowFrequencyFactor waves longer than the original context by this are long
 * @param highFrequencyFactor waves shorter than the original context by this are short
 * @param originalContextTokens what the model was trained with before it was stretched
 */
public record Llama3Rope(
        double theta,
        double factor,
        double lowFrequencyFactor,
        double highFrequencyFactor,
        double originalContextTokens) {
    /** With the values that all published models have but for theta and factor. */
    public static Llama3Rope of(double theta, double factor) {
        return new Llama3Rope(theta, factor, 1, 4, 8192);
    }

    static Llama3Rope of(ModelConfig rope) {
        return new Llama3Rope(
                rope.real("rope_theta").orElse(10_000),
                rope.real("factor").orElse(8),
                rope.real("low_freq_factor").orElse(1),
                rope.real("high_freq_factor").orElse(4),
                rope.real("original_max_position_embeddings").orElse(8192));
    }

    /** One for each pair of {@code dimensions}. */
    public List<Float> factors(long dimensions) {
        float base = (float) theta;
        double low = lowFrequencyFactor;
        double high = highFrequencyFactor;
        double context = originalContextTokens;
        float longest = (float) (context / low);
        float shortest = (float) (context / high);
        List<Float> factors = new ArrayList<>();
        for (long i = 0; i < dimensions; i += 2) {
            float frequency = 1 / (float) Math.pow(base, (float) i / dimensions);
            float wave = (float) (2 * Math.PI) / frequency;
            if (wave < shortest) {
                factors.add(1f);
            } else if (wave > longest) {
                factors.add((float) factor);
            } else {
                float smooth = ((float) context / wave - (float) low) / (float) (high - low);
                factors.add(1 / ((1 - smooth) / (float) factor + smooth));
            }
        }
        return factors;
    }
}
