package org.aethercreator.convert;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A model that was converted.
 *
 * @param file the file, or the first of several, by which llama.cpp loads them all
 * @param files all of them
 * @param architecture in GGUF, such as {@code llama}
 * @param type of most tensors; never {@link ConvertType#AUTO}
 * @param tensors in the order of the files
 * @param warnings what may be wrong with the model, in whole sentences
 * @param elapsed from reading the configuration to the last byte on disk
 */
public record ConvertedModel(
        Path file,
        List<Path> files,
        String architecture,
        ConvertType type,
        List<ConvertedTensor> tensors,
        long sizeBytes,
        List<String> warnings,
        Duration elapsed) {
    public ConvertedModel {
        files = List.copyOf(files);
        tensors = List.copyOf(tensors);
        warnings = List.copyOf(warnings);
    }

    /** What one does next, in whole sentences. */
    public List<String> nextSteps() {
        return List.of(
                "Quantize " + file.getFileName() + ", to Q4_K_M for instance, to make it smaller and faster.",
                "Name it in a Modelfile: FROM ./" + file.getFileName());
    }
}
