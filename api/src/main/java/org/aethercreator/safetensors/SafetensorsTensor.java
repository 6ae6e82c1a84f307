package org.aethercreator.safetensors;

import java.nio.file.Path;
import java.util.List;

/**
 * Where a tensor lies in a file and what it looks like.
 *
 * @param shape sizes in PyTorch's order: the last is the length of a row, whose numbers lie next to each other; empty
 *     for a single number
 * @param offset bytes from the beginning of {@code path} (not of its data section)
 * @param path the file that holds it; the shards of a model differ in it
 */
public record SafetensorsTensor(
        String name, SafetensorsType type, List<Long> shape, long offset, long sizeBytes, Path path) {
    public SafetensorsTensor {
        shape = List.copyOf(shape);
    }

    /** Numbers in the tensor. */
    public long elements() {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }
}
