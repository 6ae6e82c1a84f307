package org.aethercreator.quantize;

import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.aethercreator.gguf.GgmlType;
import org.aethercreator.gguf.GgufTensor;

/**
 * What becomes of every tensor of a model when it is quantized to {@code type}.
 *
 * @param files what is written: one file, or its shards in order
 * @param shards for each file its tensors, in the order in which llama.cpp writes them: by layer, then by name
 */
public record QuantizationPlan(QuantizationType type, List<Path> files, List<List<Step>> shards) {
    /**
     * A tensor and the type that it gets.
     *
     * @param tensor in the source
     * @param weighted whether the importance matrix guides its encoding
     */
    public record Step(GgufTensor tensor, GgmlType type, boolean weighted) {
        /** Bytes of the tensor when done. */
        public long sizeBytes() {
            return Math.multiplyExact(type.rowBytes(tensor.rowElements()), tensor.rows());
        }

        /** Whether its numbers are stored otherwise than in the source. */
        public boolean isChanged() {
            return type != tensor.type();
        }
    }

    public QuantizationPlan {
        files = List.copyOf(files);
        shards = shards.stream().map(List::copyOf).toList();
    }

    /** All tensors. */
    public List<Step> steps() {
        return shards.stream().flatMap(List::stream).toList();
    }

    /** Bytes of all tensors when done. */
    public long weightBytes() {
        return steps().stream().mapToLong(Step::sizeBytes).sum();
    }

    /** Average over all tensors. */
    public double bitsPerWeight() {
        long elements =
                steps().stream().mapToLong(step -> step.tensor().elements()).sum();
        return 8.0 * weightBytes() / Math.max(1, elements);
    }

    /** How many tensors are stored as which type. */
    public Map<GgmlType, Integer> tensorTypes() {
        Map<GgmlType, Integer> types = new EnumMap<>(GgmlType.class);
        steps().forEach(step -> types.merge(step.type(), 1, Integer::sum));
        return Collections.unmodifiableMap(types);
    }

    /** Whether something is quantized that was quantized before, so that errors of both add up. */
    public boolean requantizes() {
        return steps().stream().anyMatch(step -> step.tensor().type().isQuantized() && step.isChanged());
    }
}
