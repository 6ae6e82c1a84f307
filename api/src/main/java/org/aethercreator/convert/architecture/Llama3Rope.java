package org.aethercreator.convert.architecture;

import java.util.ArrayList;
import java.util.List;

/**
 * Llama 3's stretched rotary embedding: by what each frequency is divided. Long waves are divided by the factor, short
 * ones are left, and in between it goes smoothly. Computed in single precision, step by step as the reference does.
 */
final class Llama3Rope {
    private Llama3Rope() {}

    static List<Float> factors(ModelConfig rope, long dimensions) {
        float base = (float) rope.real("rope_theta").orElse(10_000);
        double factor = rope.real("factor").orElse(8);
        double low = rope.real("low_freq_factor").orElse(1);
        double high = rope.real("high_freq_factor").orElse(4);
        double context = rope.real("original_max_position_embeddings").orElse(8192);
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
