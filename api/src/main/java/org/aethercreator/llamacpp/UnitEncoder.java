package org.aethercreator.llamacpp;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.aethercreator.gguf.GgmlType;
import org.aethercreator.worker.WorkerErrorException;
import org.jspecify.annotations.Nullable;

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

    private final EncodeRun run;
    private final EncodeFiles files;
    private final ByteBuffer importances;
    private final Map<GgmlType, Function> decoders = new EnumMap<>(GgmlType.class);
    private Memory source = new Memory(1);
    private Memory floats = new Memory(1);
    private Memory encoded = new Memory(1);
    private Memory decodedAgain = new Memory(1);
    private Memory importance = new Memory(1);

    /** @param importances of all tensors, as little-endian floats */
    UnitEncoder(EncodeRun run, EncodeFiles files, ByteBuffer importances) {
        this.run = run;
        this.files = files;
        this.importances = importances;
    }

    /** @param sums for every target, where its errors are added up; null: it is not measured */
    void encode(EncodeUnit unit, List<@Nullable ErrorSums> sums) throws IOException {
        source = atLeast(source, unit.sourceBytes());
        files.read(unit, source.getByteBuffer(0, unit.sourceBytes()));
        List<EncodeTarget> targets = unit.tensor().targets();
        GgmlType from = unit.tensor().sourceType();
        boolean onlyCopies = targets.stream().allMatch(target -> target.type() == from && !target.measured());
        Pointer decoded = onlyCopies ? source : decodeSource(unit, from);
        float @Nullable [] weights = onlyCopies ? null : readImportance(unit);
        for (int i = 0; i < targets.size() && !run.isOver(); i++) {
            EncodeTarget target = targets.get(i);
            Memory stored = target.type() == from ? source : encodeAs(target.type(), unit, decoded, weights != null);
            Path file = target.file();
            if (file != null) {
                files.write(file, unit.targetOffset(target), stored.getByteBuffer(0, unit.targetBytes(target)));
            }
            ErrorSums tensorSums = sums.get(i);
            if (tensorSums != null) {
                measure(unit, target.type(), decoded, stored, weights, tensorSums);
            }
        }
    }

    private Pointer decodeSource(EncodeUnit unit, GgmlType from) {
        long bytes = unit.elements() * Float.BYTES;
        Pointer decoded = source;
        if (from != GgmlType.F32) {
            floats = atLeast(floats, bytes);
            decode(from, source, floats, unit.elements());
            decoded = floats;
        }
        for (EncodeTarget target : unit.tensor().targets()) {
            if (target.type() != from) {
                requireFinite(decoded.getByteBuffer(0, bytes), unit, target.type());
                break;
            }
        }
        return decoded;
    }

    private Memory encodeAs(GgmlType type, EncodeUnit unit, Pointer decoded, boolean weighted) {
        long rowElements = unit.tensor().rowElements();
        long bytes = unit.rows() * type.rowBytes(rowElements);
        encoded = atLeast(encoded, bytes);
        long written = GgmlLibrary.ggml_quantize_chunk(
                type.id(), decoded, encoded, 0, unit.rows(), rowElements, weighted ? importance : null);
        if (written != bytes) {
            throw new IllegalStateException("ggml encoded " + bytes + " bytes as " + written);
        }
        validate(type, encoded, written, unit); // a large number becomes infinite in half precision
        return encoded;
    }

    private void measure(
            EncodeUnit unit,
            GgmlType type,
            Pointer decoded,
            Memory stored,
            float @Nullable [] weights,
            ErrorSums tensorSums) {
        Pointer back = stored;
        if (type != GgmlType.F32) {
            decodedAgain = atLeast(decodedAgain, unit.elements() * Float.BYTES);
            decode(type, stored, decodedAgain, unit.elements());
            back = decodedAgain;
        }
        ErrorSums unitSums = new ErrorSums(unit.tensor().name(), type);
        unitSums.addRows(decoded, back, unit.rows(), (int) unit.tensor().rowElements(), weights);
        tensorSums.add(unitSums);
    }

    /** Puts the importance of the unit's matrix into native memory; null if there is none. */
    private float @Nullable [] readImportance(EncodeUnit unit) {
        if (unit.tensor().importanceCount() == 0) {
            return null;
        }
        float[] values = new float[(int) unit.tensor().rowElements()];
        importances
                .duplicate()
                .order(ByteOrder.LITTLE_ENDIAN)
                .position((int) unit.importanceOffset())
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        importance = atLeast(importance, (long) values.length * Float.BYTES);
        importance.write(0, values, 0, values.length);
        return values;
    }

    /** The quantizers would make numbers of NaN. */
    private static void requireFinite(ByteBuffer decoded, EncodeUnit unit, GgmlType wanted) {
        if (!FiniteFloats.areAll(decoded)) {
            throw notStorable(unit, wanted);
        }
    }

    private static void validate(GgmlType type, Pointer data, long bytes, EncodeUnit unit) {
        if (GgmlLibrary.ggml_validate_row_data(type.id(), data, bytes) == 0) {
            throw notStorable(unit, type);
        }
    }

    private static WorkerErrorException notStorable(EncodeUnit unit, GgmlType wanted) {
        return new WorkerErrorException(
                WorkerErrorException.Kind.FAILURE,
                "Tensor " + unit.tensor().name() + " of " + unit.tensor().source() + " holds numbers that " + wanted
                        + " cannot store (NaN, infinite or too large) in " + unit.describe()
                        + "; the file is damaged or its model diverged: get or make it again.");
    }

    private void decode(GgmlType type, Pointer data, Memory target, long elements) {
        decoders.computeIfAbsent(type, UnitEncoder::decoder).invokeVoid(new Object[] {data, target, elements});
    }

    private static Function decoder(GgmlType type) {
        Pointer traits = GgmlLibrary.ggml_get_type_traits(type.id());
        if (traits.getLong(TRAITS_BLOCK_SIZE) != type.blockSize()
                || traits.getLong(TRAITS_BLOCK_BYTES) != type.blockBytes()) {
            throw new IllegalStateException("the library's " + type + " is not what we know by this name");
        }
        return Function.getFunction(traits.getPointer(TRAITS_TO_FLOAT));
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
        encoded.close();
        decodedAgain.close();
        importance.close();
    }
}
