package org.aethercreator.quantize.imatrix;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.aethercreator.gguf.GgmlType;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.gguf.GgufMetadata;
import org.aethercreator.gguf.GgufTensor;
import org.aethercreator.gguf.GgufValue;
import org.aethercreator.gguf.GgufWriter;
import org.aethercreator.progress.Progress;

/**
 * The format that {@code llama-imatrix} writes since July 2025: a GGUF file of the type {@code imatrix} with the
 * tensors {@code NAME.in_sum2} (columns, matrices) and {@code NAME.counts} (1, matrices) in F32. It keeps the very
 * sums.
 */
final class GgufImatrix {
    private static final String TYPE_KEY = "general.type";
    private static final String TYPE = "imatrix";
    private static final String DATASETS_KEY = "imatrix.datasets";
    private static final String CHUNK_COUNT_KEY = "imatrix.chunk_count";
    private static final String CHUNK_TOKENS_KEY = "imatrix.chunk_size";
    private static final String ORIGIN_MODEL_KEY = "aethercreator.imatrix.model";
    private static final String ORIGIN_TEXT_KEY = "aethercreator.imatrix.text";
    private static final String ORIGIN_SETTINGS_KEY = "aethercreator.imatrix.settings";
    private static final String SUMS = ".in_sum2";
    private static final String COUNTS = ".counts";

    private GgufImatrix() {}

    static ImportanceMatrix read(Path path) throws IOException {
        try (GgufFile file = GgufFile.open(path)) {
            GgufMetadata metadata = file.metadata();
            String type = metadata.string(TYPE_KEY).orElse("model");
            if (!type.equals(TYPE)) {
                throw new ImatrixFormatException(path, 0, "it is a GGUF file of the type \"" + type + "\"");
            }
            long chunkCount = number(file, CHUNK_COUNT_KEY, 0);
            long chunkTokens = number(file, CHUNK_TOKENS_KEY, 1);
            List<String> datasets = metadata.strings(DATASETS_KEY)
                    .orElseThrow(() -> new ImatrixFormatException(path, 0, "the key " + DATASETS_KEY + " is missing"));
            return new ImportanceMatrix(tensors(file), datasets, (int) chunkCount, (int) chunkTokens, origin(metadata));
        }
    }

    static void write(ImportanceMatrix matrix, Path path) throws IOException, InterruptedException {
        GgufWriter writer = GgufWriter.create()
                .set(TYPE_KEY, GgufValue.string(TYPE))
                .set(DATASETS_KEY, GgufValue.strings(matrix.datasets()))
                .set(CHUNK_COUNT_KEY, GgufValue.uint32(matrix.chunkCount()))
                .set(CHUNK_TOKENS_KEY, GgufValue.uint32(matrix.chunkTokens()));
        matrix.origin().ifPresent(origin -> writer.set(ORIGIN_MODEL_KEY, GgufValue.string(origin.model()))
                .set(ORIGIN_TEXT_KEY, GgufValue.string(origin.text()))
                .set(ORIGIN_SETTINGS_KEY, GgufValue.string(origin.settings())));
        for (TensorImportance tensor : matrix.tensors()) {
            writer.tensor(tensor.name() + SUMS, GgmlType.F32, tensor.columns(), tensor.matrices());
            writer.tensor(tensor.name() + COUNTS, GgmlType.F32, 1, tensor.matrices());
        }
        writer.write(path, Progress.none(), (tensor, output) -> {
            String name = tensor.name();
            boolean sums = name.endsWith(SUMS);
            String weight = name.substring(0, name.length() - (sums ? SUMS : COUNTS).length());
            TensorImportance importance = matrix.tensor(weight).orElseThrow();
            output.write(bytes(sums ? importance.sums() : importance.counts()));
        });
    }

    private static List<TensorImportance> tensors(GgufFile file) throws IOException {
        List<TensorImportance> tensors = new ArrayList<>();
        for (GgufTensor tensor : file.tensors()) {
            String name = tensor.name();
            if (name.endsWith(SUMS)) {
                tensors.add(tensor(file, name.substring(0, name.length() - SUMS.length()), tensor));
            } else if (name.endsWith(COUNTS)) {
                partner(file, tensor, name.substring(0, name.length() - COUNTS.length()) + SUMS);
            }
        }
        if (tensors.isEmpty()) {
            throw new ImatrixFormatException(file.path(), 0, "no tensor's name ends with " + SUMS);
        }
        return tensors;
    }

    private static TensorImportance tensor(GgufFile file, String name, GgufTensor sums) throws IOException {
        GgufTensor counts = partner(file, sums, name + COUNTS);
        long matrices = counts.elements();
        long rows = sums.rows();
        if (rows != matrices || counts.rowElements() != 1 || sums.elements() > Integer.MAX_VALUE) {
            throw new ImatrixFormatException(
                    file.path(),
                    sums.offset(),
                    "tensor " + name + " has sums of shape " + sums.shape() + " and counts of shape " + counts.shape()
                            + ", which do not fit together");
        }
        return new TensorImportance(name, floats(file, sums), floats(file, counts));
    }

    private static GgufTensor partner(GgufFile file, GgufTensor tensor, String other) {
        return file.tensor(other)
                .orElseThrow(() -> new ImatrixFormatException(
                        file.path(), tensor.offset(), tensor.name() + " is there without " + other));
    }

    /** Sums of squares and counts: neither is ever negative. */
    private static float[] floats(GgufFile file, GgufTensor tensor) throws IOException {
        if (tensor.type() != GgmlType.F32) {
            throw new ImatrixFormatException(
                    file.path(), tensor.offset(), tensor.name() + " is stored as " + tensor.type() + " and not as F32");
        }
        float[] values = new float[(int) tensor.elements()];
        int done = 0;
        while (done < values.length) {
            int part = Math.min(values.length - done, GgufFile.WINDOW_BYTES / Float.BYTES);
            ByteBuffer window = file.map(tensor, (long) done * Float.BYTES, (long) part * Float.BYTES);
            window.asFloatBuffer().get(values, done, part);
            done += part;
        }
        for (int i = 0; i < values.length; i++) {
            if (!(values[i] >= 0 && values[i] < Float.POSITIVE_INFINITY)) {
                throw new ImatrixFormatException(
                        file.path(),
                        tensor.offset() + 4L * i,
                        "tensor " + tensor.name() + " has the value " + values[i]);
            }
        }
        return values;
    }

    private static ByteBuffer bytes(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, values.length))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes;
    }

    private static long number(GgufFile file, String key, long smallest) {
        long value = file.metadata()
                .integer(key)
                .orElseThrow(() -> new ImatrixFormatException(file.path(), 0, "the key " + key + " is missing"));
        if (value < smallest || value > Integer.MAX_VALUE) {
            throw new ImatrixFormatException(file.path(), 0, "the key " + key + " has the value " + value);
        }
        return value;
    }

    private static Optional<ImatrixOrigin> origin(GgufMetadata metadata) {
        Optional<String> model = metadata.string(ORIGIN_MODEL_KEY);
        Optional<String> text = metadata.string(ORIGIN_TEXT_KEY);
        Optional<String> settings = metadata.string(ORIGIN_SETTINGS_KEY);
        return model.isPresent() && text.isPresent() && settings.isPresent()
                ? Optional.of(new ImatrixOrigin(model.get(), text.get(), settings.get()))
                : Optional.empty();
    }
}
