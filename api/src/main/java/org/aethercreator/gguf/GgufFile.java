package org.aethercreator.gguf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.aethercreator.storage.SourceFile;

/**
 * A GGUF model on disk, of one file or several shards: its metadata, its tensors and their bytes. Opening reads headers
 * only; a model larger than the memory opens in milliseconds.
 *
 * <p>Good for several threads at once. Interrupting a thread does no harm, except while it {@linkplain #map maps}. The
 * caller closes it; mapped bytes stay good after that.
 */
public final class GgufFile implements AutoCloseable {
    /** The most bytes that one call of {@link #map} gives. */
    public static final int WINDOW_BYTES = 1 << 30;

    private final List<Header> headers;
    private final Map<Path, SourceFile> sources;
    private final GgufMetadata metadata;
    private final Map<String, GgufTensor> tensors;

    GgufFile(List<Header> headers, Map<Path, SourceFile> sources, Map<String, GgufTensor> tensors) {
        this.headers = List.copyOf(headers);
        this.sources = Map.copyOf(sources);
        this.tensors = tensors;
        Header first = headers.get(0);
        this.metadata = new GgufMetadata(first, source(first.path()));
    }

    /**
     * Opens a model: its file, or the first of its shards ({@code name-00001-of-00003.gguf}), which opens them all.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such file
     * @throws IOException if {@code path} is a folder or cannot be read, or a shard is missing
     * @throws GgufFormatException if it is no GGUF file, is damaged, or is a later shard
     */
    public static GgufFile open(Path path) throws IOException {
        return new ShardOpener().open(path);
    }

    /**
     * The file of shard {@code index} of {@code count}, such as {@code NAME-00001-of-00003.gguf} for the first;
     * {@code whole} if there is but one.
     */
    public static Path shard(Path whole, int index, int count) {
        if (count == 1) {
            return whole;
        }
        String name = String.valueOf(whole.getFileName()).replaceFirst("\\.gguf$", "");
        return whole.resolveSibling(String.format(Locale.ROOT, "%s-%05d-of-%05d.gguf", name, index + 1, count));
    }

    /** The file it was opened by. */
    public Path path() {
        return headers.get(0).path();
    }

    /** All files: one, or the shards in order. */
    public List<Path> files() {
        return headers.stream().map(Header::path).toList();
    }

    /** Version of the format: 2 or 3. */
    public int version() {
        return headers.get(0).version();
    }

    /** Tensors begin at multiples of this many bytes. */
    public int alignment() {
        return headers.get(0).alignment();
    }

    /** Bytes of all files. */
    public long sizeBytes() {
        return headers.stream().mapToLong(Header::fileBytes).sum();
    }

    /** Keys and values; those of the first shard if there are several. */
    public GgufMetadata metadata() {
        return metadata;
    }

    /** All tensors in the files' order. */
    public List<GgufTensor> tensors() {
        return List.copyOf(tensors.values());
    }

    /** The tensor with this name. */
    public Optional<GgufTensor> tensor(String name) {
        return Optional.ofNullable(tensors.get(name));
    }

    /**
     * What the model is: the facts that its metadata and shapes tell.
     *
     * @throws GgufFormatException if the metadata names no architecture, or a key has an unexpected type
     */
    public GgufModel model() {
        return GgufModel.of(this);
    }

    /**
     * Bytes of a tensor, memory-mapped and read-only, in little-endian order. Larger tensors are read in several
     * windows.
     *
     * @param offset first byte, counted from the tensor's beginning
     * @param bytes at most {@link #WINDOW_BYTES}
     */
    public ByteBuffer map(GgufTensor tensor, long offset, long bytes) throws IOException {
        if (!tensor.equals(tensors.get(tensor.name()))) {
            throw new IllegalArgumentException(
                    "tensor '" + tensor.name() + "' is not one of " + path() + "; take it from tensors() of this file");
        }
        if (offset < 0 || bytes < 0 || bytes > WINDOW_BYTES || offset > tensor.sizeBytes() - bytes) {
            throw new IllegalArgumentException("cannot map " + bytes + " bytes at offset " + offset + " of tensor '"
                    + tensor.name() + "', which has " + tensor.sizeBytes() + "; stay within the tensor and map at most "
                    + WINDOW_BYTES + " at once");
        }
        return source(tensor.path()).map(tensor.offset() + offset, bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void close() throws IOException {
        for (SourceFile source : sources.values()) {
            source.close();
        }
    }

    List<Header> headers() {
        return headers;
    }

    private SourceFile source(Path path) {
        SourceFile source = sources.get(path);
        if (source == null) {
            throw new IllegalArgumentException(path + " is not a file of this model; its files are " + files());
        }
        return source;
    }

    /** The tensors of all shards by name, in order. */
    static Map<String, GgufTensor> byName(List<Header> headers) {
        Map<String, GgufTensor> tensors = new LinkedHashMap<>();
        for (Header header : headers) {
            for (GgufTensor tensor : header.tensors()) {
                GgufTensor other = tensors.put(tensor.name(), tensor);
                if (other != null) {
                    throw new GgufFormatException(
                            header.path(),
                            header.tensorsStart(),
                            "tensor '" + tensor.name() + "' is also in the shard "
                                    + other.path().getFileName() + "; get all shards from one place");
                }
            }
        }
        return Collections.unmodifiableMap(tensors);
    }
}
