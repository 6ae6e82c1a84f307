package org.aethercreator.quantize;

import org.aethercreator.gguf.GgmlType;

/**
 * A type that a tensor may get: what it costs, and what it loses.
 *
 * @param bytes of the tensor in this type
 * @param loss squared error relative to the tensor's own squares, 0 = exact; with an importance matrix both are
 *     weighted by it, which makes it the expected squared error of the layer's output relative to that output
 */
public record TypeChoice(GgmlType type, long bytes, double loss) {
    public TypeChoice {
        if (bytes < 0 || !(loss >= 0 && loss < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a tensor as " + type + " has " + bytes + " bytes and a loss of " + loss
                    + "; both must be 0 or more, and finite");
        }
    }
}
