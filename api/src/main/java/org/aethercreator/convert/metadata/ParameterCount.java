package org.aethercreator.convert.metadata;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How many numbers a model consists of.
 *
 * @param total of all tensors; negative if the file is an adapter, as llama.cpp's converter counts
 * @param shared those that every token needs
 * @param perExpert those of one expert of a mixture; 0 if the model is none
 * @param experts how many a layer has; 0 if the model is no mixture
 */
public record ParameterCount(long total, long shared, long perExpert, int experts) {
    /** A model that is no mixture of experts. */
    public static ParameterCount dense(long total) {
        return new ParameterCount(total, total, 0, 0);
    }

    /** As model names write it, with two digits at least: {@code 135M}, {@code 1.2B}, {@code 8x7.2B}. */
    public String label() {
        return experts > 0 ? experts + "x" + rounded(Math.abs(shared) + Math.abs(perExpert)) : rounded(Math.abs(total));
    }

    private static String rounded(long count) {
        double scaled;
        String unit;
        if (count > 1e12) {
            scaled = count * 1e-12;
            unit = "T";
        } else if (count > 1e9) {
            scaled = count * 1e-9;
            unit = "B";
        } else if (count > 1e6) {
            scaled = count * 1e-6;
            unit = "M";
        } else {
            scaled = count * 1e-3;
            unit = "K";
        }
        String digits = Long.toString((long) Math.rint(scaled));
        int known = digits.equals("0") ? 0 : digits.length();
        // The double's exact value is rounded, half to even, as Python does; Formatter would round its shortest text.
        return new BigDecimal(scaled)
                        .setScale(Math.max(2 - known, 0), RoundingMode.HALF_EVEN)
                        .toPlainString()
                + unit;
    }
}
