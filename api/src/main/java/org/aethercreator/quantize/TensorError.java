package org.aethercreator.quantize;

import java.util.OptionalDouble;
import org.aethercreator.gguf.GgmlType;
import org.aethercreator.llamacpp.EncodeError;

/**
 * How far a tensor is from its source after it was stored as {@code type}.
 *
 * @param elements numbers in the tensor
 * @param sizeBytes bytes of the tensor as stored
 * @param rmse root of the mean squared error
 * @param relativeError norm of the error by the norm of the tensor; 0 = equal, 1 = as if all were zero
 * @param cosine of the angle between both as vectors; 1 = equal but for a factor
 * @param weightedError as {@code relativeError}, with every square weighted by the importance of its place; empty
 *     without an importance matrix. It tells more of what a model loses than the other figures: encoding with
 *     importance makes it smaller and the others larger.
 */
public record TensorError(
        String tensor,
        GgmlType type,
        long elements,
        long sizeBytes,
        double rmse,
        double relativeError,
        double cosine,
        OptionalDouble weightedError) {
    static TensorError of(EncodeError sums, long sizeBytes) {
        double norms = Math.sqrt(sums.squares()) * Math.sqrt(sums.storedSquares());
        return new TensorError(
                sums.tensor(),
                sums.type(),
                sums.count(),
                sizeBytes,
                Math.sqrt(sums.squaredErrors() / sums.count()),
                ratio(sums.squaredErrors(), sums.squares()),
                norms > 0 ? Math.min(1, sums.products() / norms) : sums.squaredErrors() == 0 ? 1 : 0,
                sums.weightedSquares() > 0
                        ? OptionalDouble.of(ratio(sums.weightedSquaredErrors(), sums.weightedSquares()))
                        : OptionalDouble.empty());
    }

    private static double ratio(double squaredErrors, double squares) {
        return squares > 0 ? Math.sqrt(squaredErrors / squares) : squaredErrors == 0 ? 0 : Double.POSITIVE_INFINITY;
    }
}
