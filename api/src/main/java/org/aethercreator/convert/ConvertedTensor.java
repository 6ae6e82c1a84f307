package org.aethercreator.convert;

import java.util.List;
import org.aethercreator.gguf.GgmlType;

/**
 * A tensor of a converted model.
 *
 * @param shape in ggml's order: the length of a row first
 * @param source how its numbers were stored, such as BF16
 * @param notNumbers how many are NaN; a model with any is broken
 * @param infinite how many were infinite in the source
 * @param overflowed how many became infinite because they exceed the type
 */
public record ConvertedTensor(
        String name,
        List<Long> shape,
        String source,
        GgmlType type,
        long sizeBytes,
        long notNumbers,
        long infinite,
        long overflowed) {
    public ConvertedTensor {
        shape = List.copyOf(shape);
    }
}
