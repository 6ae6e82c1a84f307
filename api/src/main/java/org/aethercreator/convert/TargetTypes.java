package org.aethercreator.convert;

import java.util.List;
import org.aethercreator.gguf.GgmlType;

/** What a tensor is stored as in the file: {@code ModelBase.prepare_tensors} of the reference. */
final class TargetTypes {
    private TargetTypes() {}

    /**
     * The type of a tensor in a file whose tensors mostly have {@code common}.
     *
     * @param name in GGUF
     * @param shape in PyTorch's order
     */
    static GgmlType of(String name, List<Long> shape, GgmlType common) {
        boolean exact = shape.size() <= 1
                || name.endsWith("_norm.weight")
                || name.endsWith("ffn_gate_inp.weight")
                || !name.endsWith(".weight");
        if (exact) {
            return GgmlType.F32;
        }
        return common.fits(shape.get(shape.size() - 1)) ? common : GgmlType.F16;
    }
}
