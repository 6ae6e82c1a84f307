package org.aethercreator.quantize.imatrix;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.gguf.GgufTensor;

/**
 * For each weight tensor of a model, how strongly a calibration text drives each of its input columns. A quantizer that
 * knows it spends precision where it counts.
 *
 * <p>Immutable. Two of the same model can be {@linkplain #merge merged}.
 */
public final class ImportanceMatrix {
    private static final byte[] GGUF_MAGIC = "GGUF".getBytes(StandardCharsets.US_ASCII);

    /** The one tensor whose size llama.cpp lets differ: its rows are looked up, not multiplied. */
    private static final String TOKEN_EMBEDDINGS = "token_embd.weight";

    private final Map<String, TensorImportance> tensors;
    private final List<String> datasets;
    private final int chunkCount;
    private final int chunkTokens;
    private final Optional<ImatrixOrigin> origin;

    ImportanceMatrix(
            Collection<TensorImportance> tensors,
            List<String> datasets,
            int chunkCount,
            int chunkTokens,
            Optional<ImatrixOrigin> origin) {
        Map<String, TensorImportance> byName = new TreeMap<>();
        tensors.forEach(tensor -> byName.put(tensor.name(), tensor));
        this.tensors = Collections.unmodifiableMap(byName);
        this.datasets = List.copyOf(datasets);
        this.chunkCount = chunkCount;
        this.chunkTokens = chunkTokens;
        this.origin = origin;
    }

    /**
     * Reads a file of either {@link ImatrixFormat}, whatever its name.
     *
     * @throws NoSuchFileException if there is no such file
     * @throws IOException if it cannot be read
     * @throws ImatrixFormatException if it is no importance matrix, or a damaged one
     * @throws org.aethercreator.gguf.GgufFormatException if it is a damaged GGUF file
     */
    public static ImportanceMatrix read(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(
                    file.toString(), null, "there is no such importance matrix; collect it, or name another file");
        }
        if (Files.isDirectory(file)) {
            throw new IOException(file + " is a folder; name a file with an importance matrix");
        }
        byte[] start;
        try (InputStream stream = Files.newInputStream(file)) {
            start = stream.readNBytes(GGUF_MAGIC.length);
        }
        return Arrays.equals(start, GGUF_MAGIC) ? GgufImatrix.read(file) : LegacyImatrix.read(file);
    }

    /** Writes a file in the format that its name asks for, whole or not at all. */
    public void write(Path file) throws IOException, InterruptedException {
        write(file, ImatrixFormat.of(file));
    }

    /** Writes a file, whole or not at all. */
    public void write(Path file, ImatrixFormat format) throws IOException, InterruptedException {
        if (format == ImatrixFormat.LEGACY) {
            LegacyImatrix.write(this, file);
        } else {
            GgufImatrix.write(this, file);
        }
    }

    /**
     * One matrix from several of the same model, as if it had been collected from all their texts.
     *
     * @throws IllegalArgumentException if there is none, or a tensor's size differs between them
     */
    public static ImportanceMatrix merge(List<ImportanceMatrix> matrices) {
        if (matrices.isEmpty()) {
            throw new IllegalArgumentException("there is no importance matrix to merge; give at least one");
        }
        if (matrices.size() == 1) {
            return matrices.get(0);
        }
        Map<String, TensorImportance> merged = new TreeMap<>();
        Set<String> datasets = new LinkedHashSet<>();
        long tokens = 0;
        for (ImportanceMatrix matrix : matrices) {
            matrix.tensors.forEach((name, tensor) -> merged.merge(name, tensor, TensorImportance::plus));
            datasets.addAll(matrix.datasets);
            tokens += (long) matrix.chunkCount * matrix.chunkTokens;
        }
        int chunkTokens = matrices.get(0).chunkTokens;
        return new ImportanceMatrix(
                merged.values(),
                new ArrayList<>(datasets),
                Math.toIntExact(tokens / chunkTokens),
                chunkTokens,
                Optional.empty());
    }

    /** Names of the tensors that it knows, sorted. */
    public Set<String> tensorNames() {
        return tensors.keySet();
    }

    /** All tensors, sorted by name. */
    public List<TensorImportance> tensors() {
        return List.copyOf(tensors.values());
    }

    /** What it knows about a tensor. */
    public Optional<TensorImportance> tensor(String name) {
        return Optional.ofNullable(tensors.get(name));
    }

    /** The texts that it was collected from, as they were named; may be empty. */
    public List<String> datasets() {
        return datasets;
    }

    /** Chunks of text that it was collected from; 0 if the file does not say. */
    public int chunkCount() {
        return chunkCount;
    }

    /** Tokens of a chunk; the legacy format does not say, and llama.cpp's usual 512 are assumed. */
    public int chunkTokens() {
        return chunkTokens;
    }

    /** Tokens that it was collected from. */
    public long tokens() {
        return (long) chunkCount * chunkTokens;
    }

    /** What it was collected from, if we collected it. */
    public Optional<ImatrixOrigin> origin() {
        return origin;
    }

    /**
     * The weights that {@code llama-quantize} gives the quantizer of this tensor: its
     * {@link TensorImportance#meanSquares}, {@code ne[0]} for each of the {@code ne[2]} matrices; empty = none are
     * used.
     *
     * @throws IllegalArgumentException if the matrix is of another model, whose tensor has another size
     */
    public Optional<float[]> importanceOf(GgufTensor tensor) {
        TensorImportance known = tensors.get(tensor.name());
        if (known == null) {
            return Optional.empty();
        }
        long expected = tensor.rowElements() * matrices(tensor);
        if (known.size() == expected) {
            return Optional.of(known.meanSquares());
        }
        if (tensor.name().equals(TOKEN_EMBEDDINGS)) {
            return Optional.empty();
        }
        throw new IllegalArgumentException("the importance matrix has " + known.size() + " values for tensor "
                + tensor.name() + ", but " + tensor.path() + " needs " + expected + " (" + tensor.rowElements()
                + " columns in " + matrices(tensor)
                + " matrices): it was collected from another model. Collect one from this model.");
    }

    /**
     * Checks that it can be of this model.
     *
     * @throws IllegalArgumentException if a tensor's size differs, or it knows none of the model's tensors
     */
    public void check(GgufFile model) {
        int known = 0;
        for (GgufTensor tensor : model.tensors()) {
            known += importanceOf(tensor).isPresent() ? 1 : 0;
        }
        if (known == 0) {
            String example = tensors.keySet().stream().findFirst().orElse("none");
            throw new IllegalArgumentException("the importance matrix knows no tensor of " + model.path() + ", only "
                    + tensors.size() + " others such as " + example
                    + ": it was collected from another model. Collect one from this model.");
        }
    }

    private static long matrices(GgufTensor tensor) {
        return tensor.shape().size() > 2 ? tensor.shape().get(2) : 1;
    }
}
