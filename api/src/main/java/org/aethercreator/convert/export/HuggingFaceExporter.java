package org.aethercreator.convert.export;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    private HuggingFaceExporter(Path gguf) {
        this.gguf = gguf;
    }

    /** For a GGUF file, or the first of its shards. */
    public static HuggingFaceExporter of(Path gguf) {
        return new HuggingFaceExporter(gguf);
    }

    /**
     * Writes the folder, whole or not at all.
     *
     * @throws IllegalArgumentException if the model is of a family, or has a tokenizer, that cannot be written
     * @throws FileAlreadyExistsException if the folder exists and must not be overwritten, or holds other files
     */
    public ExportedModel export(ExportRequest request, Progress progress) throws IOException, InterruptedException {
        Path folder = request.folder();
        EarlierExport.check(folder, request.overwrite());
        try (AtomicFolder target = AtomicFolder.create(folder);
                GgufFile file = GgufFile.open(gguf)) {
            SafetensorsType type = request.type().orElseGet(() -> typeOf(file));
            ModelFolder model = ModelFolder.of(file, type); // refuses before anything is decoded
            List<Path> weights = isPlain(file)
                    ? model.write(file, target.temporary(), progress)
                    : writeDecoded(file, model, type, target.temporary(), progress);
            EarlierExport.remove(folder);
            target.commit();
            return model.result(folder, weights);
        }
    }

    private static SafetensorsType typeOf(GgufFile file) {
        GgmlType most = file.model().dominantType();
        return ModelFolder.PLAIN.contains(most) ? SafetensorsType.valueOf(most.name()) : SafetensorsType.F32;
    }

    private static List<Path> writeDecoded(
            GgufFile file, ModelFolder model, SafetensorsType type, Path folder, Progress progress)
            throws IOException, InterruptedException {
        QuantizeRequest request = QuantizeRequest.of(file.path(), QuantizationType.valueOf(type.name()))
                .withFolder(folder)
                .withLabel("decoded");
        Path plain = Quantizer.standard().quantize(request, progress).get(0).path();
        List<Path> written;
        try (GgufFile weights = GgufFile.open(plain)) {
            written = model.write(weights, folder, progress);
        }
        Files.delete(plain);
        return written;
    }

    private static boolean isPlain(GgufFile file) {
        return file.tensors().stream().allMatch(tensor -> ModelFolder.PLAIN.contains(tensor.type()));
    }
}
