package org.aethercreator.quantize.imatrix;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * An importance matrix that was just collected.
 *
 * @param file where it was written
 * @param evaluatedTokens tokens evaluated now, without those that it was continued from
 * @param elapsed time for that, with loading the model
 * @param warnings what makes it less good than it could be; whole sentences
 */
public record CollectedImatrix(
        ImportanceMatrix matrix, Path file, long evaluatedTokens, Duration elapsed, List<String> warnings) {
    public CollectedImatrix {
        warnings = List.copyOf(warnings);
    }

    /** 0 if nothing was left to be evaluated. */
    public double tokensPerSecond() {
        return evaluatedTokens == 0 ? 0 : evaluatedTokens / (elapsed.toNanos() / 1e9);
    }
}
