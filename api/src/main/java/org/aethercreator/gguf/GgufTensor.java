package org.aethercreator.gguf;

import java.nio.file.Path;
import java.util.List;

/**
 * Where a tensor lies in a file and what it looks like.
 *
 * @param shape 1 to 4 sizes in ggml's order, the reverse of PyTorch's: the first is the length of a row, whose numbers
 *     lie next to each other
 * @param offset bytes from the beginning of {@code path} (not of its data section)
 * @param path the file that holds it; the shards of a model differ in it
 */
public record GgufTensor(String name, List<Long> shape, GgmlType type, long offset, long sizeBytes, Path path) {
    public GgufTensor {
        shape = List.copyOf(shape);
    }

    /** Length of a row: the first size of the shape. */
    public long rowElements() {
        return shape.get(0);
    }

    /** Rows of all matrices together: the product of all other sizes. */
    public long rows() {
        return elements() / rowElements();
    }

    /** Numbers in the tensor. */
    public long elements() {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }

    /** Sizes without trailing ones: what llama.cpp calls a tensor's number of dimensions. */
    public int dimensions() {
        int dimensions = shape.size();
        while (dimensions > 1 && shape.get(dimensions - 1) == 1) {
            dimensions--;
        }
        return dimensions;
    }
}
