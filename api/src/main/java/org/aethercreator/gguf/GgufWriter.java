package org.aethercreator.gguf;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.aethercreator.progress.Progress;
import org.aethercreator.progress.ProgressStage;
import org.aethercreator.progress.ProgressUnit;
import org.aethercreator.storage.AtomicFile;

/**
 * Writes a GGUF file of version 3: metadata and tensors in the order in which they are added.
 *
 * <p>Three ways to use it: {@link #copyOf} a model, change its metadata and {@link #write} it, which copies tensors
 * from file to file without loading them; {@link #create} a file and {@link #write} tensors that a {@link TensorData}
 * gives; or {@link #writeHeader} only, and let others put the data at the offsets it returns.
 */
public final class GgufWriter {
    /** Gives the bytes of tensors. */
    @FunctionalInterface
    public interface TensorData {
        /** Writes exactly {@link GgufTensor#sizeBytes()} bytes. */
        void writeTo(GgufTensor tensor, TensorOutput output) throws IOException, InterruptedException;
    }

    private final Map<String, HeaderPart> metadata = new LinkedHashMap<>();
    private final List<GgufTensor> tensors = new ArrayList<>();
    private final Set<String> tensorNames = new HashSet<>();
    private final Map<String, GgufTensor> sources = new LinkedHashMap<>();
    private int alignment = HeaderReader.DEFAULT_ALIGNMENT;

    private GgufWriter() {}

    /** A file without metadata and tensors. */
    public static GgufWriter create() {
        return new GgufWriter();
    }

    /**
     * A file with the metadata of {@code source} and no tensors; the keys that say how a model is split into shards are
     * left out. Keep the source open until the file is written.
     */
    public static GgufWriter metadataOf(GgufFile source) {
        GgufWriter writer = new GgufWriter();
        Header header = source.headers().get(0);
        for (Header.Entry entry : header.entries()) {
            if (!ShardOpener.SPLIT_KEYS.contains(entry.key())) {
                writer.metadata.put(
                        entry.key(), new HeaderPart.Copied(header.path(), entry.start(), entry.end() - entry.start()));
            }
        }
        writer.alignment = header.alignment();
        return writer;
    }

    /**
     * A file with the metadata and tensors of {@code source}; shards become one file. Keep the source open until the
     * file is written.
     */
    public static GgufWriter copyOf(GgufFile source) {
        GgufWriter writer = metadataOf(source);
        for (GgufTensor tensor : source.tensors()) {
            writer.tensor(tensor.name(), tensor.type(), tensor.shape());
            writer.sources.put(tensor.name(), tensor);
        }
        return writer;
    }

    /**
     * Sets a value: where the key is, or at the end if it is new.
     *
     * @throws IllegalArgumentException if the key is empty, or sets an alignment that is no power of two
     */
    public GgufWriter set(String key, GgufValue value) {
        if (key.isEmpty()) {
            throw new IllegalArgumentException("a metadata key is empty; give it a name such as general.name");
        }
        if (key.equals(HeaderReader.ALIGNMENT_KEY)) {
            alignment = checkedAlignment(value);
        }
        metadata.put(key, new HeaderPart.Set(key, value));
        return this;
    }

    /** Sets a value at the end, wherever the key was: what llama.cpp's {@code gguf_set_val_…} does. */
    public GgufWriter setLast(String key, GgufValue value) {
        remove(key);
        return set(key, value);
    }

    /** Removes a key; does nothing if it is absent. */
    public GgufWriter remove(String key) {
        metadata.remove(key);
        if (key.equals(HeaderReader.ALIGNMENT_KEY)) {
            alignment = HeaderReader.DEFAULT_ALIGNMENT;
        }
        return this;
    }

    /**
     * Adds a tensor.
     *
     * @param shape 1 to 4 sizes in ggml's order: the length of a row first
     * @throws IllegalArgumentException if the name is taken, or the shape or its rows do not fit the type
     */
    public GgufWriter tensor(String name, GgmlType type, List<Long> shape) {
        if (shape.isEmpty() || shape.size() > 4 || shape.stream().anyMatch(size -> size < 1)) {
            throw new IllegalArgumentException(
                    "tensor '" + name + "' has the shape " + shape + "; give 1 to 4 sizes of at least 1");
        }
        if (!tensorNames.add(name)) {
            throw new IllegalArgumentException("there is already a tensor named '" + name + "'; choose another name");
        }
        long bytes = type.rowBytes(shape.get(0));
        for (long size : shape.subList(1, shape.size())) {
            bytes = Math.multiplyExact(bytes, size);
        }
        tensors.add(new GgufTensor(name, shape, type, 0, bytes, Path.of("")));
        return this;
    }

    /** Adds a tensor with the shape as single numbers. */
    public GgufWriter tensor(String name, GgmlType type, long... shape) {
        return tensor(name, type, Arrays.stream(shape).boxed().toList());
    }

    /**
     * Writes everything but the tensors' data into {@code file}, and gives the file its full length.
     *
     * @return the tensors with the offsets at which their data belongs
     */
    public List<GgufTensor> writeHeader(Path file) throws IOException, InterruptedException {
        try (GgufOutput output = new GgufOutput(file)) {
            return output.header(List.copyOf(metadata.values()), tensors, alignment);
        } catch (ClosedByInterruptException e) {
            throw interrupted(file, e);
        }
    }

    /**
     * Writes a {@link #copyOf copy}, whole or not at all: {@code target} is replaced when the copy is complete, and may
     * be the source itself.
     *
     * @throws IllegalStateException if there are tensors that are not copied from a source
     */
    public void write(Path target, Progress progress) throws IOException, InterruptedException {
        write(target, progress, (tensor, output) -> {
            GgufTensor source = sources.get(tensor.name());
            if (source == null) {
                throw new IllegalStateException(
                        "nothing gives the data of tensor '" + tensor.name() + "'; use write(target, progress, data)");
            }
            output.copy(source.path(), source.offset(), source.sizeBytes());
        });
    }

    /** Writes the file with the data that {@code data} gives, whole or not at all. */
    public void write(Path target, Progress progress, TensorData data) throws IOException, InterruptedException {
        try (AtomicFile file = AtomicFile.create(target)) {
            try (GgufOutput output = new GgufOutput(file.temporary())) {
                List<GgufTensor> placed = output.header(List.copyOf(metadata.values()), tensors, alignment);
                long bytes = placed.stream().mapToLong(GgufTensor::sizeBytes).sum();
                ProgressStage stage =
                        progress.stage("write " + target.getFileName(), Math.max(1, bytes), ProgressUnit.BYTES);
                for (GgufTensor tensor : placed) {
                    TensorOutput tensorOutput = new TensorOutput(output, tensor, stage);
                    data.writeTo(tensor, tensorOutput);
                    tensorOutput.finish();
                }
                stage.to(Math.max(1, bytes), "");
            }
            file.commit();
        } catch (ClosedByInterruptException e) {
            throw interrupted(target, e);
        }
    }

    /** The interrupt left the thread's flag set; an exception replaces the flag. */
    private static InterruptedException interrupted(Path file, ClosedByInterruptException cause) {
        Thread.interrupted();
        InterruptedException exception = new InterruptedException("interrupted while writing " + file);
        exception.initCause(cause);
        return exception;
    }

    private static int checkedAlignment(GgufValue value) {
        boolean good =
                value.type() == GgufType.UINT32 && Long.bitCount(value.asLong()) == 1 && value.asLong() <= 1 << 30;
        if (!good) {
            throw new IllegalArgumentException(HeaderReader.ALIGNMENT_KEY + " is set to " + value
                    + "; it must be a power of two of type UINT32, at most 1073741824");
        }
        return (int) value.asLong();
    }
}
