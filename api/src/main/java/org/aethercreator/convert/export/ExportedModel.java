package org.aethercreator.convert.export;

import java.nio.file.Path;
import java.util.List;
import org.aethercreator.safetensors.SafetensorsType;

/**
 * A model folder that was made of a GGUF file.
 *
 * @param weights the safetensors files
 * @param type of every number
 * @param parameterCount numbers in all tensors
 * @param sizeBytes of the weights
 */
public record ExportedModel(
        Path folder, List<Path> weights, SafetensorsType type, long parameterCount, long sizeBytes) {
    public ExportedModel {
        weights = List.copyOf(weights);
    }
}
