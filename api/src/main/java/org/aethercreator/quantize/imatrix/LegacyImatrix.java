package org.aethercreator.quantize.imatrix;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aethercreator.storage.AtomicFile;

/**
 * The format that {@code llama-imatrix} wrote until July 2025, little-endian: {@code int entries}, then for each
 * {@code int nameBytes, name, int chunks, int values, float[values]}, where a value is the mean square times the
 * chunks; at the end, in newer ones, {@code int chunks, int datasetBytes, dataset}.
 *
 * <p>A chunk is taken for 512 tokens. As that is a power of two, sums and counts in tokens have the very quotient that
 * the file's numbers have.
 */
final class LegacyImatrix {
    static final int ASSUMED_CHUNK_TOKENS = 512;

    private static final int SMALLEST_ENTRY_BYTES = 4 + 1 + 4 + 4 + 4;

    private LegacyImatrix() {}

    static ImportanceMatrix read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return new Reader(file, channel).read();
        }
    }

    static void write(ImportanceMatrix matrix, Path file) throws IOException {
        List<TensorImportance> stored =
                matrix.tensors().stream().filter(TensorImportance::hasData).toList();
        String dataset = matrix.datasets().isEmpty()
                ? ""
                : matrix.datasets().get(matrix.datasets().size() - 1);
        try (AtomicFile target = AtomicFile.create(file)) {
            try (FileChannel channel = FileChannel.open(target.temporary(), StandardOpenOption.WRITE)) {
                put(channel, little(4).putInt(stored.size()));
                for (TensorImportance tensor : stored) {
                    put(channel, entry(tensor, matrix.chunkTokens()));
                }
                byte[] name = dataset.getBytes(StandardCharsets.UTF_8);
                put(
                        channel,
                        little(8 + name.length)
                                .putInt(matrix.chunkCount())
                                .putInt(name.length)
                                .put(name));
            }
            target.commit();
        }
    }

    private static ByteBuffer entry(TensorImportance tensor, int chunkTokens) {
        float[] sums = tensor.sums();
        float[] counts = tensor.counts();
        float largest = 0;
        for (float count : counts) {
            largest = Math.max(largest, count);
        }
        int chunks = (int) Math.ceil((double) largest / chunkTokens);
        byte[] name = tensor.name().getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = little(Math.addExact(12 + name.length, Math.multiplyExact(4, sums.length)));
        bytes.putInt(name.length).put(name).putInt(chunks).putInt(sums.length);
        for (int i = 0; i < sums.length; i++) {
            float count = counts[i / tensor.columns()];
            // in double: what was read from this format is written as it was
            bytes.putFloat(count > 0 ? (float) ((double) sums[i] * chunks / count) : chunks);
        }
        return bytes;
    }

    private static void put(FileChannel channel, ByteBuffer bytes) throws IOException {
        bytes.flip();
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static ByteBuffer little(int capacity) {
        return ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Reads from the beginning to the end, and nothing into memory that the file is too short for. */
    private static final class Reader {
        private static final int BUFFER_BYTES = 1 << 16;

        private final Path file;
        private final FileChannel channel;
        private final long fileBytes;
        private final ByteBuffer buffer;
        private long position;

        Reader(Path file, FileChannel channel) throws IOException {
            this.file = file;
            this.channel = channel;
            this.fileBytes = channel.size();
            this.buffer =
                    little((int) Math.min(BUFFER_BYTES, Math.max(4, fileBytes))).flip();
        }

        ImportanceMatrix read() throws IOException {
            int entries = readInt("the number of tensors");
            if (entries < 1 || entries > (fileBytes - 4) / SMALLEST_ENTRY_BYTES) {
                throw fault(0, "it begins neither with GGUF nor with a number of tensors that it has room for");
            }
            Map<String, TensorImportance> tensors = new LinkedHashMap<>();
            for (int i = 0; i < entries; i++) {
                long start = position;
                TensorImportance tensor = entry();
                if (tensors.put(tensor.name(), tensor) != null) {
                    throw fault(start, "tensor " + tensor.name() + " is there twice");
                }
            }
            if (position == fileBytes) {
                return matrix(tensors, List.of(), 0);
            }
            int chunks = readInt("the number of chunks");
            if (chunks < 0) {
                throw fault(position - 4, "the number of chunks is " + chunks);
            }
            String dataset = text("the dataset's name");
            return matrix(tensors, dataset.isEmpty() ? List.of() : List.of(dataset), chunks);
        }

        private static ImportanceMatrix matrix(
                Map<String, TensorImportance> tensors, List<String> datasets, int chunks) {
            return new ImportanceMatrix(tensors.values(), datasets, chunks, ASSUMED_CHUNK_TOKENS, Optional.empty());
        }

        private TensorImportance entry() throws IOException {
            String name = text("a tensor's name");
            int chunks = readInt("the chunks of tensor " + name);
            int count = readInt("the number of values of tensor " + name);
            if (count < 1 || count > (fileBytes - position) / Float.BYTES) {
                throw fault(
                        position - 4,
                        "tensor " + name + " should have " + count + " values, but "
                                + (fileBytes - position) / Float.BYTES + " are left");
            }
            float[] sums = new float[count];
            for (int i = 0; i < count; i++) {
                require(Float.BYTES, "the values of tensor " + name);
                float value = buffer.getFloat();
                position += Float.BYTES;
                sums[i] = value * ASSUMED_CHUNK_TOKENS;
                if (!(sums[i] >= 0 && sums[i] < Float.POSITIVE_INFINITY)) {
                    throw fault(position - 4, "tensor " + name + " has the value " + value);
                }
            }
            // like llama-quantize, takes values without a count as they are
            float tokens = (float) Math.max(1, chunks) * ASSUMED_CHUNK_TOKENS;
            return new TensorImportance(name, sums, new float[] {tokens});
        }

        private String text(String what) throws IOException {
            int length = readInt("the length of " + what);
            if (length < 0 || length > fileBytes - position) {
                throw fault(
                        position - 4,
                        what + " should have " + length + " bytes, but " + (fileBytes - position) + " are left");
            }
            byte[] bytes = new byte[length];
            int done = 0;
            while (done < length) {
                require(1, what);
                int part = Math.min(length - done, buffer.remaining());
                buffer.get(bytes, done, part);
                done += part;
                position += part;
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }

        private int readInt(String what) throws IOException {
            require(Integer.BYTES, what);
            position += Integer.BYTES;
            return buffer.getInt();
        }

        private void require(int bytes, String what) throws IOException {
            if (buffer.remaining() >= bytes) {
                return;
            }
            buffer.compact();
            while (buffer.position() < bytes) {
                if (channel.read(buffer) < 0) {
                    throw fault(position, "it ends in " + what);
                }
            }
            buffer.flip();
        }

        private ImatrixFormatException fault(long offset, String what) {
            return new ImatrixFormatException(file, offset, what);
        }
    }
}
