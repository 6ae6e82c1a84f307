package org.aethercreator.llamacpp;

/** A mean and its standard error, from sums. */
final class MeanAndError {
    private double sum;
    private double sumOfSquares;
    private long count;

    void add(double value) {
        sum += value;
        sumOfSquares += value * value;
        count++;
    }

    long count() {
        return count;
    }

    double mean() {
        return count == 0 ? 0 : sum / count;
    }

    double standardError() {
        double variance = count == 0 ? 0 : sumOfSquares / count - mean() * mean();
        return count < 2 || variance <= 0 ? 0 : Math.sqrt(variance / (count - 1));
    }
}
