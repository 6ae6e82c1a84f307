package org.aethercreator.llamacpp;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.EnumMap;
import java.util.Map;
import org.aethercreator.gguf.GgmlType;
import org.aethercreator.worker.WorkerErrorException;

/**
 * Decodes and encodes units of rows, in the worker, on one thread.
 *
 * <p>Rows are read into memory instead of mapped: the process stays small, and a source that becomes shorter meanwhile
 * is an error and not a signal.
 */
final class UnitEncoder implements AutoCloseable {
    // offsets of fields in struct ggml_type_traits
    private static final int TRAITS_BLOCK_SIZE = 8;
    private static final int TRAITS_BLOCK_BYTES = 24;
    private static final int TRAITS_TO_FLOAT = 40;

    private final Map<GgmlType, Function> decoders = new EnumMap<>(GgmlType.class);
    private Memory source = new Memory(1);
    private Memory floats = new Memory(1);
    private Memory target = new Memory(1);

    void encode(EncodeRun.Unit unit, FileChannel from, FileChannel to) throws IOException {
        EncodeJob job = unit.job();
        source = atLeast(source, unit.sourceBytes());
        read(from, unit);
        if (job.sourceType() == job.targetType()) {
            write(to, source, unit);
            return;
        }
        Pointer decoded = source;
        if (job.sourceType() != GgmlType.F32) {
            floats = atLeast(floats, unit.elements() * Float.BYTES);
            decoder(job.sourceType()).invokeVoid(new Object[] {source, floats, unit.elements()});
            decoded = floats;
        }
        validate(GgmlType.F32, decoded, unit.elements() * Float.BYTES, unit); // the quantizers make numbers of NaN
        target = atLeast(target, unit.targetBytes());
        int type = job.targetType().id();
        long written = GgmlLibrary.ggml_quantize_chunk(type, decoded, target, 0, unit.rows(), job.rowElements(), null);
        if (written != unit.targetBytes()) {
            throw new IllegalStateException("ggml encoded " + unit.targetBytes() + " bytes as " + written);
        }
        validate(job.targetType(), target, written, unit); // a large number becomes infinite in half precision
        write(to, target, unit);
    }

    private static void validate(GgmlType type, Pointer data, long bytes, EncodeRun.Unit unit) {
        if (GgmlLibrary.ggml_validate_row_data(type.id(), data, bytes) == 0) {
            EncodeJob job = unit.job();
            throw new WorkerErrorException(
                    WorkerErrorException.Kind.FAILURE,
                    "Tensor " + job.name() + " of " + job.source() + " holds numbers that " + job.targetType()
                            + " cannot store (NaN, infinite or too large) in rows " + unit.firstRow() + " to "
                            + (unit.firstRow() + unit.rows() - 1)
                            + "; the file is damaged or its model diverged: get or make it again.");
        }
    }

    private Function decoder(GgmlType type) {
        return decoders.computeIfAbsent(type, key -> {
            Pointer traits = GgmlLibrary.ggml_get_type_traits(key.id());
            if (traits.getLong(TRAITS_BLOCK_SIZE) != key.blockSize()
                    || traits.getLong(TRAITS_BLOCK_BYTES) != key.blockBytes()) {
                throw new IllegalStateException("the library's " + key + " is not what we know by this name");
            }
            return Function.getFunction(traits.getPointer(TRAITS_TO_FLOAT));
        });
    }

    private void read(FileChannel channel, EncodeRun.Unit unit) throws IOException {
        ByteBuffer buffer = source.getByteBuffer(0, unit.sourceBytes());
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, unit.sourceOffset() + buffer.position()) < 0) {
                throw new IOException(unit.job().source() + " became shorter while tensor "
                        + unit.job().name() + " was read; get it again");
            }
        }
    }

    private static void write(FileChannel channel, Memory bytes, EncodeRun.Unit unit) throws IOException {
        ByteBuffer buffer = bytes.getByteBuffer(0, unit.targetBytes());
        while (buffer.hasRemaining()) {
            channel.write(buffer, unit.targetOffset() + buffer.position());
        }
    }

    private static Memory atLeast(Memory memory, long bytes) {
        if (memory.size() >= bytes) {
            return memory;
        }
        memory.close();
        return new Memory(bytes);
    }

    @Override
    public void close() {
        source.close();
        floats.close();
        target.close();
    }
}
