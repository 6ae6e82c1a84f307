package org.aethercreator.safetensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.aethercreator.progress.Progress;
import org.aethercreator.progress.ProgressStage;
import org.aethercreator.progress.ProgressUnit;
import org.aethercreator.storage.AtomicFile;

/**
 * Writes safetensors files, byte for byte as the Python library does: types of larger alignment first, then by name,
 * behind a header padded to a multiple of 8 bytes.
 */
public final class SafetensorsWriter {
    /** Gives the bytes of tensors. */
    @FunctionalInterface
    public interface TensorData {
        /** Writes exactly {@link SafetensorsTensor#sizeBytes()} bytes, little-endian. */
        void writeTo(SafetensorsTensor tensor, WritableByteChannel output) throws IOException, InterruptedException;
    }

    private static final int ALIGNMENT = 8;

    /** By bytes of UTF-8, as Rust compares texts. */
    private static final Comparator<SafetensorsTensor> ORDER = Comparator.comparing(SafetensorsTensor::type)
            .reversed()
            .thenComparing(tensor -> tensor.name().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final List<SafetensorsTensor> tensors = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    private SafetensorsWriter() {}

    /** A file without metadata and tensors. */
    public static SafetensorsWriter create() {
        return new SafetensorsWriter();
    }

    /** Sets a text under {@code __metadata__}; {@code transformers} wants {@code format} to be {@code pt}. */
    public SafetensorsWriter metadata(String key, String text) {
        metadata.put(key, text);
        return this;
    }

    /**
     * Adds a tensor.
     *
     * @param shape sizes in PyTorch's order: the length of a row last; none for a single number
     * @throws IllegalArgumentException if the name is taken or reserved, or the shape does not fill whole bytes
     */
    public SafetensorsWriter tensor(String name, SafetensorsType type, long... shape) {
        List<Long> sizes = Arrays.stream(shape).boxed().toList();
        if (sizes.stream().anyMatch(size -> size < 0)) {
            throw new IllegalArgumentException(
                    "tensor '" + name + "' has the shape " + sizes + "; give sizes of at least 0");
        }
        if (name.equals(HeaderJson.METADATA_KEY) || !names.add(name)) {
            throw new IllegalArgumentException(
                    "there is already a tensor named '" + name + "', or the name is reserved; choose another name");
        }
        long elements = sizes.stream().reduce(1L, Math::multiplyExact);
        long bytes = type.bytes(elements)
                .orElseThrow(() -> new IllegalArgumentException("tensor '" + name + "' of type " + type + " and shape "
                        + sizes + " does not fill whole bytes; choose another shape or type"));
        tensors.add(new SafetensorsTensor(name, type, sizes, 0, bytes, Path.of("")));
        return this;
    }

    /** Writes all tensors into one file, whole or not at all. */
    public void write(Path target, Progress progress, TensorData data) throws IOException, InterruptedException {
        try (AtomicFile file = AtomicFile.create(target)) {
            ProgressStage stage = stage(String.valueOf(target.getFileName()), progress);
            write(file.temporary(), target, tensors, stage, data);
            file.commit();
        }
    }

    /**
     * Writes a model into a folder as {@code transformers} does: {@code model.safetensors}, or
     * {@code model-00001-of-00003.safetensors} and so on with an index if it exceeds {@code mostBytes}. Tensors go into
     * files in the order in which they were added; one that is larger has a file of its own.
     *
     * @return the files of weights
     */
    public List<Path> writeModel(Path folder, long mostBytes, Progress progress, TensorData data)
            throws IOException, InterruptedException {
        if (mostBytes < 1) {
            throw new IllegalArgumentException(
                    "files of at most " + mostBytes + " bytes cannot hold anything; give a positive number");
        }
        List<List<SafetensorsTensor>> shards = shards(mostBytes);
        Path index = folder.resolve(ShardIndex.FILE_NAME);
        if (shards.size() == 1) {
            Path file = folder.resolve("model.safetensors");
            write(file, progress, data);
            Files.deleteIfExists(index); // of an earlier model in several files, which readers would prefer
            return List.of(file);
        }
        List<Path> targets = new ArrayList<>();
        Map<String, String> fileOf = new LinkedHashMap<>();
        List<AtomicFile> files = new ArrayList<>();
        try {
            ProgressStage stage = stage(String.valueOf(folder.getFileName()), progress);
            for (int i = 0; i < shards.size(); i++) {
                String name = String.format(Locale.ROOT, "model-%05d-of-%05d.safetensors", i + 1, shards.size());
                shards.get(i).forEach(tensor -> fileOf.put(tensor.name(), name));
                targets.add(folder.resolve(name));
                files.add(AtomicFile.create(targets.get(i)));
                write(files.get(i).temporary(), targets.get(i), shards.get(i), stage, data);
            }
            for (AtomicFile file : files) {
                file.commit();
            }
        } finally {
            for (AtomicFile file : files) {
                file.close();
            }
        }
        long elements = tensors.stream().mapToLong(SafetensorsTensor::elements).sum();
        AtomicFile.write(index, ShardIndex.json(fileOf, elements, allBytes()).getBytes(StandardCharsets.UTF_8));
        return targets;
    }

    /** Source: {@code split_state_dict_into_shards_factory} of {@code huggingface_hub}. */
    private List<List<SafetensorsTensor>> shards(long mostBytes) {
        List<List<SafetensorsTensor>> shards = new ArrayList<>();
        List<SafetensorsTensor> shard = new ArrayList<>();
        long bytes = 0;
        for (SafetensorsTensor tensor : tensors) {
            if (tensor.sizeBytes() > mostBytes) {
                shards.add(List.of(tensor));
                continue;
            }
            if (bytes + tensor.sizeBytes() > mostBytes) {
                shards.add(shard);
                shard = new ArrayList<>();
                bytes = 0;
            }
            shard.add(tensor);
            bytes += tensor.sizeBytes();
        }
        if (!shard.isEmpty() || shards.isEmpty()) {
            shards.add(shard);
        }
        return shards;
    }

    private void write(Path file, Path target, List<SafetensorsTensor> content, ProgressStage stage, TensorData data)
            throws IOException, InterruptedException {
        List<SafetensorsTensor> ordered = content.stream().sorted(ORDER).toList();
        byte[] header = HeaderJson.write(metadata, ordered);
        long position = (long) HeaderReader.LENGTH_BYTES + header.length;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer start = ByteBuffer.allocate((int) position).order(ByteOrder.LITTLE_ENDIAN);
            start.putLong(header.length).put(header).flip();
            while (start.hasRemaining()) {
                channel.write(start);
            }
            for (SafetensorsTensor tensor : ordered) {
                SafetensorsTensor placed = new SafetensorsTensor(
                        tensor.name(), tensor.type(), tensor.shape(), position, tensor.sizeBytes(), target);
                try (TensorChannel output = new TensorChannel(channel, placed, stage)) {
                    data.writeTo(placed, output);
                    output.finish();
                }
                position += tensor.sizeBytes();
            }
        } catch (ClosedByInterruptException e) {
            Thread.interrupted(); // an exception replaces the flag
            InterruptedException interrupted = new InterruptedException("interrupted while writing " + target);
            interrupted.initCause(e);
            throw interrupted;
        }
    }

    private ProgressStage stage(String name, Progress progress) {
        return progress.stage("write " + name, Math.max(1, allBytes()), ProgressUnit.BYTES);
    }

    private long allBytes() {
        return tensors.stream().mapToLong(SafetensorsTensor::sizeBytes).sum();
    }

    static int padded(int bytes) {
        return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
}
