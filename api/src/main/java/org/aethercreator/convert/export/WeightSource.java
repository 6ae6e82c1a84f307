package org.aethercreator.convert.export;

import java.util.List;
import org.aethercreator.convert.architecture.RowOrder;

/**
 * Where a folder's tensor comes from.
 *
 * @param name in GGUF
 * @param shape in PyTorch's order
 * @param added to every number
 */
record WeightSource(String name, List<Long> shape, RowOrder order, float added) {
    long elements() {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }

    /** Numbers under one index of the first dimension. */
    int rowElements() {
        return Math.toIntExact(elements() / shape.get(0));
    }
}
