package org.aethercreator.bench;

import java.util.List;
import org.apache.commons.math3.stat.StatUtils;

/**
 * A figure with how far it can be trusted.
 *
 * @param value the figure to quote
 * @param low lower end of its spread
 * @param high upper end of its spread
 * @param samples what it was computed from, in the order measured
 */
public record Measurement(double value, double low, double high, List<Double> samples) {
    public Measurement {
        samples = List.copyOf(samples);
        if (low > value || value > high) {
            throw new IllegalArgumentException(
                    "a value must lie within its spread: " + value + " in [" + low + ", " + high + "]");
        }
    }

    /** A figure that does not vary. */
    public static Measurement exact(double value) {
        return new Measurement(value, value, value, List.of(value));
    }

    /** Median of repeated measurements, with the smallest and the largest as its spread. */
    public static Measurement median(List<Double> samples) {
        if (samples.isEmpty()) {
            throw new IllegalArgumentException("a median needs at least one sample");
        }
        double[] values = samples.stream().mapToDouble(Double::doubleValue).toArray();
        return new Measurement(StatUtils.percentile(values, 50), StatUtils.min(values), StatUtils.max(values), samples);
    }

    /** An estimate, with one standard error on both sides as its spread. */
    public static Measurement estimate(double value, double standardError) {
        return new Measurement(value, value - standardError, value + standardError, List.of(value));
    }
}
