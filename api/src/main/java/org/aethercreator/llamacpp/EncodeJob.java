package org.aethercreator.llamacpp;

import java.nio.file.Path;
import org.aethercreator.gguf.GgmlType;

/**
 * One tensor to be stored as another type, from a place in one file to a place in another.
 *
 * @param name the tensor's, for progress and messages
 * @param source a file that holds the tensor's rows one after the other from {@code sourceOffset}, in bytes
 * @param rowElements numbers in a row (ggml's first dimension); whole blocks of both types
 * @param rows product of the other dimensions
 * @param target an existing file; the encoded rows are written from {@code targetOffset}, in bytes, and nothing else
 * @param targetType equal to {@code sourceType} = copied as it is
 */
public record EncodeJob(
        String name,
        Path source,
        long sourceOffset,
        GgmlType sourceType,
        long rowElements,
        long rows,
        Path target,
        long targetOffset,
        GgmlType targetType) {
    public EncodeJob {
        if (sourceOffset < 0 || targetOffset < 0) {
            throw new IllegalArgumentException("tensor " + name + ": offsets must not be negative, but are "
                    + sourceOffset + " (source) and " + targetOffset + " (target)");
        }
        if (rowElements < 1 || rows < 1) {
            throw new IllegalArgumentException(
                    "tensor " + name + " has " + rows + " rows of " + rowElements + " numbers; both must be positive");
        }
        checkBlocks(name, rowElements, sourceType);
        checkBlocks(name, rowElements, targetType);
        Math.multiplyExact(rows, Math.max(sourceType.rowBytes(rowElements), targetType.rowBytes(rowElements)));
    }

    /** Bytes of the tensor in the source. */
    public long sourceBytes() {
        return rows * sourceType.rowBytes(rowElements);
    }

    /** Bytes of the tensor in the target. */
    public long targetBytes() {
        return rows * targetType.rowBytes(rowElements);
    }

    private static void checkBlocks(String name, long rowElements, GgmlType type) {
        if (!type.fits(rowElements)) {
            throw new IllegalArgumentException("tensor " + name + " has rows of " + rowElements + " numbers, but "
                    + type + " stores blocks of " + type.blockSize() + "; choose a type whose blocks divide the row");
        }
    }
}
