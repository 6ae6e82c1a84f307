package org.aethercreator.quantize;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.aethercreator.gguf.GgmlType;

/**
 * A quantized model on disk.
 *
 * @param sizeBytes bytes of the file
 * @param bitsPerWeight average over all tensors
 * @param tensorTypes how many tensors are stored as which type
 * @param requantized whether some tensors had been quantized before, so that their errors add up: then the result says
 *     little about what the type does to the original model
 * @param elapsed from the first to the last byte
 * @param peakResidentBytes the most memory that the worker process had in RAM
 */
public record QuantizedModel(
        Path path,
        QuantizationType type,
        long sizeBytes,
        double bitsPerWeight,
        Map<GgmlType, Integer> tensorTypes,
        boolean requantized,
        Duration elapsed,
        long peakResidentBytes) {
    public QuantizedModel {
        Map<GgmlType, Integer> ordered = new EnumMap<>(GgmlType.class);
        ordered.putAll(tensorTypes);
        tensorTypes = Collections.unmodifiableMap(ordered);
    }
}
