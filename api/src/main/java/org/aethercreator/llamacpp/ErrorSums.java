package org.aethercreator.llamacpp;

import com.sun.jna.Pointer;
import org.aethercreator.gguf.GgmlType;
import org.jspecify.annotations.Nullable;

/** Adds up how far a tensor as stored is from its source. */
final class ErrorSums {
    private final String tensor;
    private final GgmlType type;
    private long count;
    private double squaredErrors;
    private double squares;
    private double storedSquares;
    private double products;
    private double weightedSquaredErrors;
    private double weightedSquares;

    ErrorSums(String tensor, GgmlType type) {
        this.tensor = tensor;
        this.type = type;
    }

    /** Adds rows that lie in native memory as floats; {@code importance} is of one row. */
    void addRows(Pointer source, Pointer stored, long rows, int rowElements, float @Nullable [] importance) {
        float[] before = new float[rowElements];
        float[] after = new float[rowElements];
        for (long row = 0; row < rows; row++) {
            long offset = row * rowElements * Float.BYTES;
            source.read(offset, before, 0, rowElements);
            stored.read(offset, after, 0, rowElements);
            addRow(before, after);
            if (importance != null) {
                addWeighted(before, after, importance);
            }
        }
    }

    private void addRow(float[] before, float[] after) {
        double rowErrors = 0;
        double rowSquares = 0;
        double rowStored = 0;
        double rowProducts = 0;
        for (int i = 0; i < before.length; i++) {
            double x = before[i];
            double y = after[i];
            rowErrors += (x - y) * (x - y);
            rowSquares += x * x;
            rowStored += y * y;
            rowProducts += x * y;
        }
        count += before.length;
        squaredErrors += rowErrors;
        squares += rowSquares;
        storedSquares += rowStored;
        products += rowProducts;
    }

    private void addWeighted(float[] before, float[] after, float[] importance) {
        for (int i = 0; i < before.length; i++) {
            double x = before[i];
            double difference = x - after[i];
            weightedSquaredErrors += importance[i] * difference * difference;
            weightedSquares += importance[i] * x * x;
        }
    }

    synchronized void add(ErrorSums other) {
        count += other.count;
        squaredErrors += other.squaredErrors;
        squares += other.squares;
        storedSquares += other.storedSquares;
        products += other.products;
        weightedSquaredErrors += other.weightedSquaredErrors;
        weightedSquares += other.weightedSquares;
    }

    synchronized EncodeError result() {
        return new EncodeError(
                tensor,
                type,
                count,
                squaredErrors,
                squares,
                storedSquares,
                products,
                weightedSquaredErrors,
                weightedSquares);
    }
}
