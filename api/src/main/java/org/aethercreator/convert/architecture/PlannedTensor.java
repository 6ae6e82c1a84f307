package org.aethercreator.convert.architecture;

import java.util.ArrayList;
import java.util.List;
import org.aethercreator.safetensors.SafetensorsTensor;

/**
 * A tensor of the GGUF file and what it is made of.
 *
 * @param name in GGUF
 * @param shape sizes in PyTorch's order: the length of a row last
 * @param parts stored tensors, one behind the other; empty if {@code values} are all
 * @param order of rows, only for a single part
 * @param added to every number; done in half precision if that is how they are stored
 * @param values numbers that are computed from the configuration, if there are no parts
 */
public record PlannedTensor(
        String name, List<Long> shape, List<SafetensorsTensor> parts, RowOrder order, float added, List<Float> values) {
    public PlannedTensor {
        shape = List.copyOf(shape);
        parts = List.copyOf(parts);
        values = List.copyOf(values);
    }

    static PlannedTensor of(String name, SafetensorsTensor source) {
        return new PlannedTensor(name, source.shape(), List.of(source), RowOrder.SAME, 0, List.of());
    }

    static PlannedTensor of(String name, List<Float> values) {
        return new PlannedTensor(name, List.of((long) values.size()), List.of(), RowOrder.SAME, 0, values);
    }

    PlannedTensor withOrder(RowOrder other) {
        return new PlannedTensor(name, shape, parts, other, added, values);
    }

    PlannedTensor withAdded(float number) {
        return new PlannedTensor(name, shape, parts, order, number, values);
    }

    /** Only the first {@code rows} rows. */
    PlannedTensor withRows(long rows) {
        List<Long> shorter = new ArrayList<>(shape);
        shorter.set(0, Math.min(rows, shape.get(0)));
        return new PlannedTensor(name, shorter, parts, order, added, values);
    }

    /** Numbers in the tensor. */
    public long elements() {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }

    /** Numbers under one index of the first dimension. */
    public long rowElements() {
        return shape.isEmpty() || shape.get(0) == 0 ? 1 : elements() / shape.get(0);
    }
}
