package org.aethercreator.quantize;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.aethercreator.gguf.GgmlType;

/**
 * A quantized model on disk.
 *
 * @param path the file, or the first of its shards
 * @param files all of them
 * @param sizeBytes bytes of all files
 * @param bitsPerWeight average over all tensors
 * @param tensorTypes how many tensors are stored as which type
 * @param requantized whether some tensors had been quantized before, so that their errors add up: then the result says
 *     little about what the type does to the original model
 * @param elapsed of the pass that made it, which other types of the same request share
 * @param peakResidentBytes the most memory that the worker process had in RAM
 * @param errors of the tensors that were encoded, in the order of the file; empty unless asked for
 */
public record QuantizedModel(
        Path path,
        List<Path> files,
        QuantizationType type,
        long sizeBytes,
        double bitsPerWeight,
        Map<GgmlType, Integer> tensorTypes,
        boolean requantized,
        Duration elapsed,
        long peakResidentBytes,
        List<TensorError> errors) {
    public QuantizedModel {
        files = List.copyOf(files);
        Map<GgmlType, Integer> ordered = new EnumMap<>(GgmlType.class);
        ordered.putAll(tensorTypes);
        tensorTypes = Collections.unmodifiableMap(ordered);
        errors = List.copyOf(errors);
    }

    /** The error of all encoded tensors together, relative to them; empty unless errors were measured. */
    public OptionalDouble relativeError() {
        return errors.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(TensorError.together(errors));
    }
}
