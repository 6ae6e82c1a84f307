package org.aethercreator.convert;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What to convert to what.
 *
 * @param target the file to write, or a folder in which it gets the model's name and type
 * @param type of most tensors
 * @param split whether the result is one file or several
 * @param modelId at Hugging Face, such as {@code Qwen/Qwen3-0.6B}, where the model's name comes from if it is known
 * @param overwrite whether a file of the same name is replaced
 * @param threads 0 for one on each processor
 */
public record ConvertRequest(
        Path target, ConvertType type, FileSplit split, Optional<String> modelId, boolean overwrite, int threads) {
    public ConvertRequest {
        if (threads < 0) {
            throw new IllegalArgumentException("threads is " + threads + "; give at least 1, or 0 for all processors");
        }
    }

    /** One file of the type of the model's weights, on all processors, without replacing anything. */
    public static ConvertRequest to(Path target) {
        return new ConvertRequest(target, ConvertType.AUTO, FileSplit.none(), Optional.empty(), false, 0);
    }

    public ConvertRequest withType(ConvertType other) {
        return new ConvertRequest(target, other, split, modelId, overwrite, threads);
    }

    public ConvertRequest withSplit(FileSplit other) {
        return new ConvertRequest(target, type, other, modelId, overwrite, threads);
    }

    public ConvertRequest withModelId(String id) {
        return new ConvertRequest(target, type, split, Optional.of(id), overwrite, threads);
    }

    public ConvertRequest withOverwrite(boolean replace) {
        return new ConvertRequest(target, type, split, modelId, replace, threads);
    }

    public ConvertRequest withThreads(int count) {
        return new ConvertRequest(target, type, split, modelId, overwrite, count);
    }
}
