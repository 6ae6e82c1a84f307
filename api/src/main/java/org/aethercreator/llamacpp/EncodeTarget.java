package org.aethercreator.llamacpp;

import java.nio.file.Path;
import org.aethercreator.gguf.GgmlType;
import org.jspecify.annotations.Nullable;

/**
 * What one tensor is to be stored as, and where.
 *
 * @param type equal to the source's type = copied as it is
 * @param file an existing file, of which nothing but the tensor's bytes is written; null = encoded only to be measured
 * @param offset of the tensor in the file, in bytes
 * @param measured whether what was encoded is decoded again and compared with the source
 */
public record EncodeTarget(GgmlType type, @Nullable Path file, long offset, boolean measured) {
    public EncodeTarget {
        if (offset < 0) {
            throw new IllegalArgumentException("the offset in " + file + " is " + offset + "; it must not be negative");
        }
        if (file == null && !measured) {
            throw new IllegalArgumentException("the target " + type + " is neither written nor measured; do either");
        }
    }

    /** Into {@code file}, from {@code offset} on, without measuring. */
    public static EncodeTarget to(GgmlType type, Path file, long offset) {
        return new EncodeTarget(type, file, offset, false);
    }

    /** Only to learn how much {@code type} changes the tensor. */
    public static EncodeTarget measureOnly(GgmlType type) {
        return new EncodeTarget(type, null, 0, true);
    }

    public EncodeTarget withMeasured(boolean on) {
        return new EncodeTarget(type, file, offset, on);
    }
}
