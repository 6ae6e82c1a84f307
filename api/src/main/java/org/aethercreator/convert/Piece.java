package org.aethercreator.convert;

import org.aethercreator.convert.architecture.PlannedTensor;
import org.aethercreator.convert.architecture.RowOrder;
import org.aethercreator.gguf.GgufTensor;
import org.aethercreator.safetensors.SafetensorsType;

/**
 * A part of a tensor that is converted at once.
 *
 * @param tensor number of the tensor in the plan
 * @param first number of its first unit: a row if rows change their order, else a block of the type it becomes
 * @param units how many
 */
record Piece(int tensor, PlannedTensor plan, GgufTensor target, long first, int units) {
    /** Small enough for the processor's caches, large enough for the disk. */
    private static final int MOST_ELEMENTS = 1 << 18;

    /** The piece at the beginning of a tensor, or behind its predecessor. */
    static Piece from(int tensor, PlannedTensor plan, GgufTensor target, long first) {
        long unit = unitElements(plan, target);
        long left = plan.elements() / unit - first;
        return new Piece(tensor, plan, target, first, (int) Math.min(left, Math.max(1, MOST_ELEMENTS / unit)));
    }

    private static long unitElements(PlannedTensor plan, GgufTensor target) {
        return plan.order() == RowOrder.SAME ? target.type().blockSize() : plan.rowElements();
    }

    boolean isLast() {
        return (first + units) * unitElements() == plan.elements();
    }

    SafetensorsType storedType() {
        return plan.parts().get(0).type();
    }

    int unitElements() {
        return Math.toIntExact(unitElements(plan, target));
    }

    int elements() {
        return Math.multiplyExact(units, unitElements());
    }

    int storedBytes() {
        return Math.multiplyExact(elements(), storedType().bits() / 8);
    }

    int targetBytes() {
        return Math.toIntExact(target.type().rowBytes(elements()));
    }

    /** Where in its file the converted piece belongs. */
    long position() {
        return target.offset() + target.type().rowBytes(first * unitElements());
    }
}
