package org.aethercreator.quantize;

import java.util.List;
import java.util.OptionalDouble;
import org.aethercreator.gguf.GgmlType;
import org.aethercreator.llamacpp.EncodeError;

/**
 * How far a tensor is from its source after it was stored as {@code type}.
 *
 * @param elements numbers in the tensor
 * @param sizeBytes bytes of the tensor as stored
 * @param rms root of the mean square of the tensor in the source
 * @param rmse root of the mean squared error
 * @param cosine of the angle between both as vectors; 1 = equal but for a factor
 * @param weightedError as {@link #relativeError}, with every square weighted by the importance of its place; empty
 *     without an importance matrix. It tells more of what a model loses than the other figures: encoding with
 *     importance makes it smaller and the others larger.
 */
public record TensorError(
        String tensor,
        GgmlType type,
        long elements,
        long sizeBytes,
        double rms,
        double rmse,
        double cosine,
        OptionalDouble weightedError) {
    static TensorError of(EncodeError sums, long sizeBytes) {
        double norms = Math.sqrt(sums.squares()) * Math.sqrt(sums.storedSquares());
        return new TensorError(
                sums.tensor(),
                sums.type(),
                sums.count(),
                sizeBytes,
                Math.sqrt(sums.squares() / sums.count()),
                Math.sqrt(sums.squaredErrors() / sums.count()),
                norms > 0 ? Math.min(1, sums.products() / norms) : sums.squaredErrors() == 0 ? 1 : 0,
                sums.weightedSquares() > 0
                        ? OptionalDouble.of(ratio(sums.weightedSquaredErrors(), sums.weightedSquares()))
                        : OptionalDouble.empty());
    }

    /** Norm of the error by the norm of the tensor; 0 = equal, 1 = as if all were zero. */
    public double relativeError() {
        return ratio(rmse * rmse, rms * rms);
    }

    /** Norm of the errors of several tensors by the norm of these tensors; 0 for none. */
    public static double together(List<TensorError> errors) {
        double squaredErrors = 0;
        double squares = 0;
        for (TensorError error : errors) {
            squaredErrors += error.elements() * error.rmse() * error.rmse();
            squares += error.elements() * error.rms() * error.rms();
        }
        return ratio(squaredErrors, squares);
    }

    private static double ratio(double squaredErrors, double squares) {
        return squares > 0 ? Math.sqrt(squaredErrors / squares) : squaredErrors == 0 ? 0 : Double.POSITIVE_INFINITY;
    }
}
