package org.aethercreator.safetensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aethercreator.storage.SourceFile;

/**
 * Weights on disk in one safetensors file or several: their tensors and their bytes. Opening reads headers only; a
 * model larger than the memory opens in milliseconds.
 *
 * <p>Good for several threads at once. The caller closes it; mapped bytes stay good after that.
 */
public final class SafetensorsFile implements AutoCloseable {
    /** The most bytes that one call of {@link #map} gives. */
    public static final int WINDOW_BYTES = 1 << 30;

    private final Path path;
    private final List<Header> headers;
    private final Map<Path, SourceFile> sources;
    private final Map<String, SafetensorsTensor> tensors;

    SafetensorsFile(
            Path path, List<Header> headers, Map<Path, SourceFile> sources, Map<String, SafetensorsTensor> tensors) {
        this.path = path;
        this.headers = List.copyOf(headers);
        this.sources = Map.copyOf(sources);
        this.tensors = tensors;
    }

    /**
     * Opens a {@code .safetensors} file, a model's index, or a folder. A folder's weights are the files that its
     * {@code model.safetensors.index.json} names, or all {@code model*.safetensors} where there is no index.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such file, or files that the index names are missing;
     *     the message names all of them
     * @throws SafetensorsFormatException if a file is no safetensors file or is damaged, or the index and the files do
     *     not name the same tensors
     */
    public static SafetensorsFile open(Path path) throws IOException {
        return new ModelOpener().open(path);
    }

    /** What it was opened by. */
    public Path path() {
        return path;
    }

    /** All files, in the order of their names. */
    public List<Path> files() {
        return headers.stream().map(Header::path).toList();
    }

    /** Bytes of all files. */
    public long sizeBytes() {
        return headers.stream().mapToLong(Header::fileBytes).sum();
    }

    /** Texts under {@code __metadata__}; those of the first file if there are several. */
    public Map<String, String> metadata() {
        return headers.get(0).metadata();
    }

    /** All tensors, in the order of files and of their data. */
    public List<SafetensorsTensor> tensors() {
        return List.copyOf(tensors.values());
    }

    /** The tensor with this name. */
    public Optional<SafetensorsTensor> tensor(String name) {
        return Optional.ofNullable(tensors.get(name));
    }

    /**
     * Bytes of a tensor, memory-mapped and read-only, in little-endian order. Larger tensors are read in several
     * windows.
     *
     * @param offset first byte, counted from the tensor's beginning
     * @param bytes at most {@link #WINDOW_BYTES}
     */
    public ByteBuffer map(SafetensorsTensor tensor, long offset, long bytes) throws IOException {
        SourceFile source = sources.get(tensor.path());
        if (source == null || !tensor.equals(tensors.get(tensor.name()))) {
            throw new IllegalArgumentException(
                    "tensor '" + tensor.name() + "' is not one of " + path + "; take it from tensors() of this file");
        }
        if (offset < 0 || bytes < 0 || bytes > WINDOW_BYTES || offset > tensor.sizeBytes() - bytes) {
            throw new IllegalArgumentException("cannot map " + bytes + " bytes at offset " + offset + " of tensor '"
                    + tensor.name() + "', which has " + tensor.sizeBytes() + "; stay within the tensor and map at most "
                    + WINDOW_BYTES + " at once");
        }
        return source.map(tensor.offset() + offset, bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void close() throws IOException {
        for (SourceFile source : sources.values()) {
            source.close();
        }
    }
}
