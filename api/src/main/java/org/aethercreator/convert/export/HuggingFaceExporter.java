package org.aethercreator.convert.export;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.aethercreator.gguf.GgmlType;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.progress.Progress;
import org.aethercreator.quantize.QuantizationType;
import org.aethercreator.quantize.QuantizeRequest;
import org.aethercreator.quantize.Quantizer;
import org.aethercreator.safetensors.SafetensorsType;
import org.aethercreator.storage.AtomicFolder;

/**
 * Writes a GGUF model as a Hugging Face folder: {@code config.json}, {@code tokenizer.json} with its configuration,
 * {@code generation_config.json} and safetensors, from which {@code transformers} computes the same logits.
 *
 * <p>Quantized weights are decoded, through llama.cpp; what quantization lost does not come back. Weights are read
 * memory-mapped and written piece by piece, whatever the model's size.
 */
public final class HuggingFaceExporter {
    private final Path gguf;
    private final Quantizer quantizer;

    private HuggingFaceExporter(Path gguf, Quantizer quantizer) {
        this.gguf = gguf;
        this.quantizer = quantizer;
    }

    /** For a GGUF file, or the first of its shards. */
    public static HuggingFaceExporter of(Path gguf) {
        return new HuggingFaceExporter(gguf, Quantizer.standard());
    }

    /**
     * Writes the folder with weights of the type that most of the model's have: F16 or BF16, and F32 if they are
     * quantized, as what they stand for fits into no fewer bits.
     *
     * @throws IllegalArgumentException if the model is of a family, or has a tokenizer, that cannot be written
     * @throws FileAlreadyExistsException if there is something at {@code folder}
     */
    public ExportedModel export(Path folder, Progress progress) throws IOException, InterruptedException {
        GgmlType most;
        try (GgufFile file = GgufFile.open(gguf)) {
            most = file.model().dominantType();
        }
        return export(
                folder,
                ModelFolder.PLAIN.contains(most) ? SafetensorsType.valueOf(most.name()) : SafetensorsType.F32,
                progress);
    }

    /** Writes the folder with weights of type F32, F16 or BF16. */
    public ExportedModel export(Path folder, SafetensorsType type, Progress progress)
            throws IOException, InterruptedException {
        QuantizationType decoded = decodedType(type);
        if (Files.exists(folder)) {
            throw new FileAlreadyExistsException(
                    folder + " exists already; name a folder that does not, or remove it first.");
        }
        try (AtomicFolder target = AtomicFolder.create(folder);
                GgufFile file = GgufFile.open(gguf)) {
            ModelFolder model = ModelFolder.of(file, type); // refuses before anything is decoded
            if (isPlain(file)) {
                model.write(file, target.temporary(), progress);
            } else {
                writeDecoded(file, model, decoded, target.temporary(), progress);
            }
            target.commit();
            return model.result(folder);
        }
    }

    private void writeDecoded(
            GgufFile file, ModelFolder model, QuantizationType decoded, Path folder, Progress progress)
            throws IOException, InterruptedException {
        QuantizeRequest request =
                QuantizeRequest.of(file.path(), decoded).withFolder(folder).withLabel("decoded");
        Path plain = quantizer.quantize(request, progress).get(0).path();
        try (GgufFile weights = GgufFile.open(plain)) {
            model.write(weights, folder, progress);
        }
        Files.delete(plain);
    }

    private static boolean isPlain(GgufFile file) {
        return file.tensors().stream().allMatch(tensor -> ModelFolder.PLAIN.contains(tensor.type()));
    }

    private static QuantizationType decodedType(SafetensorsType type) {
        return switch (type) {
            case F32 -> QuantizationType.F32;
            case F16 -> QuantizationType.F16;
            case BF16 -> QuantizationType.BF16;
            default ->
                throw new IllegalArgumentException(
                        "weights cannot be written as " + type + "; choose F32, F16 or BF16");
        };
    }
}
