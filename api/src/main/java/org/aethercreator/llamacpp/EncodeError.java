package org.aethercreator.llamacpp;

import org.aethercreator.gguf.GgmlType;

/**
 * How far a tensor as stored is from its source, as sums over all its numbers: x in the source, y as stored, w the
 * importance of a number's place in its row. Equal within rounding however many threads there were.
 *
 * @param count numbers
 * @param squaredErrors Σ (x − y)²
 * @param squares Σ x²
 * @param storedSquares Σ y²
 * @param products Σ x·y
 * @param weightedSquaredErrors Σ w·(x − y)²; 0 without importance
 * @param weightedSquares Σ w·x²; 0 without importance
 */
public record EncodeError(
        String tensor,
        GgmlType type,
        long count,
        double squaredErrors,
        double squares,
        double storedSquares,
        double products,
        double weightedSquaredErrors,
        double weightedSquares) {}
