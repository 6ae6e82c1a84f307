package org.aethercreator.llamacpp;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.aethercreator.gguf.GgmlType;

/**
 * One tensor to be stored as other types: it is read and decoded once, and encoded for every target.
 *
 * @param name the tensor's, for progress and messages
 * @param source a file that holds the tensor's rows one after the other from {@code sourceOffset}, in bytes
 * @param rowElements numbers in a row (ggml's first dimension); whole blocks of all types
 * @param rows product of the other dimensions
 * @param importance how much each number of a row matters: {@code rowElements} finite values of at least 0, the same
 *     for every row; or several times as many, for as many matrices of equally many rows (experts) one after the other
 */
public record EncodeJob(
        String name,
        Path source,
        long sourceOffset,
        GgmlType sourceType,
        long rowElements,
        long rows,
        Optional<FloatBuffer> importance,
        List<EncodeTarget> targets) {
    public EncodeJob {
        targets = List.copyOf(targets);
        importance = importance.map(FloatBuffer::asReadOnlyBuffer);
        if (sourceOffset < 0) {
            throw new IllegalArgumentException(
                    "tensor " + name + ": the offset in the source is " + sourceOffset + "; it must not be negative");
        }
        if (rowElements < 1 || rows < 1) {
            throw new IllegalArgumentException(
                    "tensor " + name + " has " + rows + " rows of " + rowElements + " numbers; both must be positive");
        }
        Math.multiplyExact(rows, checkedRowBytes(name, rowElements, sourceType));
        for (EncodeTarget target : targets) {
            Math.multiplyExact(rows, checkedRowBytes(name, rowElements, target.type()));
        }
        importance.ifPresent(values -> checkImportance(name, rowElements, rows, values));
    }

    /** Without importance, to one target. */
    public static EncodeJob of(
            String name,
            Path source,
            long sourceOffset,
            GgmlType sourceType,
            long rowElements,
            long rows,
            EncodeTarget... targets) {
        return new EncodeJob(
                name, source, sourceOffset, sourceType, rowElements, rows, Optional.empty(), List.of(targets));
    }

    public EncodeJob withImportance(FloatBuffer values) {
        return new EncodeJob(name, source, sourceOffset, sourceType, rowElements, rows, Optional.of(values), targets);
    }

    /** Bytes of the tensor in the source. */
    public long sourceBytes() {
        return rows * sourceType.rowBytes(rowElements);
    }

    /** Bytes of the tensor as a target's type. */
    public long targetBytes(EncodeTarget target) {
        return rows * target.type().rowBytes(rowElements);
    }

    private static void checkImportance(String name, long rowElements, long rows, FloatBuffer values) {
        long count = values.remaining();
        if (count == 0 || count % rowElements != 0 || rows % (count / rowElements) != 0) {
            throw new IllegalArgumentException("tensor " + name + " has " + rows + " rows of " + rowElements
                    + " numbers, but " + count + " importance values; there must be one for each number of a row, "
                    + "or that for each of several matrices of equally many rows: compute them with this model");
        }
        for (int i = values.position(); i < values.limit(); i++) {
            if (!(values.get(i) >= 0) || values.get(i) == Float.POSITIVE_INFINITY) {
                throw new IllegalArgumentException("tensor " + name + " has the importance " + values.get(i)
                        + " for number " + i + " of its rows; it must be finite and not negative: compute it again");
            }
        }
    }

    private static long checkedRowBytes(String name, long rowElements, GgmlType type) {
        if (!type.fits(rowElements)) {
            throw new IllegalArgumentException("tensor " + name + " has rows of " + rowElements + " numbers, but "
                    + type + " stores blocks of " + type.blockSize() + "; choose a type whose blocks divide the row");
        }
        return type.rowBytes(rowElements);
    }
}
