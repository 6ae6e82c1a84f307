package org.aethercreator.convert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.aethercreator.convert.architecture.Architecture;
import org.aethercreator.convert.architecture.Architectures;
import org.aethercreator.convert.architecture.ModelConfig;
import org.aethercreator.progress.Progress;
import org.aethercreator.safetensors.SafetensorsFile;

/**
 * Converts a Hugging Face model folder to GGUF: weights, parameters, tokenizer and what its card says. The file equals
 * what llama.cpp's {@code convert_hf_to_gguf.py} writes.
 *
 * <p>Weights are read, converted and written in pieces, so that a model of any size takes little memory. The result
 * appears when it is complete; after a failure, or when the thread is interrupted, nothing is left of it.
 */
public final class GgufConverter {
    private final Path folder;

    private GgufConverter(Path folder) {
        this.folder = folder;
    }

    /** A converter of the model in {@code folder}, which has a {@code config.json} and {@code .safetensors} files. */
    public static GgufConverter of(Path folder) {
        return new GgufConverter(folder);
    }

    /** Classes of models at Hugging Face that can be converted, such as {@code LlamaForCausalLM}. */
    public static List<String> architectures() {
        return Architectures.names();
    }

    /**
     * Converts the model.
     *
     * @throws NoSuchFileException if the folder, its configuration or some of its weights are missing
     * @throws org.aethercreator.convert.architecture.ModelConfigException if the configuration is broken, of a family
     *     that cannot be converted, or does not belong to the weights
     * @throws org.aethercreator.safetensors.SafetensorsFormatException if weights are damaged
     * @throws java.nio.file.FileAlreadyExistsException if the target exists and must not be overwritten
     * @throws IOException if a file cannot be read or written, or the disk is too full
     */
    public ConvertedModel convert(ConvertRequest request, Progress progress) throws IOException, InterruptedException {
        if (!Files.isDirectory(folder)) {
            throw new NoSuchFileException(
                    folder.toString(), null, "there is no such folder; name the folder of a Hugging Face model");
        }
        long startedNanos = System.nanoTime();
        ModelConfig config = ModelConfig.read(folder);
        Architecture architecture = Architectures.of(config);
        try (SafetensorsFile weights = SafetensorsFile.open(folder)) {
            return new Conversion(config, architecture, StoredTensors.inOrder(weights), request)
                    .run(progress, startedNanos);
        }
    }
}
