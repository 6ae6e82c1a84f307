package org.aethercreator.convert;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Map;
import org.aethercreator.convert.architecture.PlannedTensor;
import org.aethercreator.convert.architecture.RowOrder;
import org.aethercreator.gguf.GgmlType;
import org.aethercreator.safetensors.SafetensorsTensor;
import org.aethercreator.safetensors.SafetensorsType;

/** Reads, converts and writes pieces of tensors, one after the other; each thread has its own. */
final class PieceConverter {
    private final Map<Path, FileChannel> sources;
    private final Map<Path, FileChannel> targets;
    private final NumberDecoder decoder = new NumberDecoder();
    private final NumberEncoder encoder = new NumberEncoder();
    private ByteBuffer stored = buffer(0);
    private ByteBuffer converted = buffer(0);
    private int[] bits = new int[0];

    PieceConverter(Map<Path, FileChannel> sources, Map<Path, FileChannel> targets) {
        this.sources = sources;
        this.targets = targets;
    }

    UnusualNumbers convert(Piece piece) throws IOException {
        GgmlType type = piece.target().type();
        SafetensorsType storedType = piece.storedType();
        int count = piece.elements();
        grow(piece);
        read(piece);
        decoder.decode(storedType, stored, bits, count);
        if (piece.plan().added() != 0) {
            add(piece.plan().added(), storedType, count);
        }
        UnusualNumbers unusual = UnusualNumbers.of(bits, count, type);
        boolean same = storedType.name().equals(type.name()) && piece.plan().added() == 0 && unusual.notNumbers() == 0;
        if (same) {
            write(piece, stored);
        } else {
            encoder.encode(type, bits, count, converted);
            write(piece, converted);
        }
        return unusual;
    }

    private void grow(Piece piece) {
        if (bits.length < piece.elements()) {
            bits = new int[piece.elements()];
        }
        if (stored.capacity() < piece.storedBytes()) {
            stored = buffer(piece.storedBytes());
        }
        if (converted.capacity() < piece.targetBytes()) {
            converted = buffer(piece.targetBytes());
        }
    }

    private void add(float added, SafetensorsType storedType, int count) {
        for (int i = 0; i < count; i++) {
            bits[i] = Float.floatToRawIntBits(Float.intBitsToFloat(bits[i]) + added);
        }
        if (storedType == SafetensorsType.F16) { // PyTorch keeps to half precision
            for (int i = 0; i < count; i++) {
                bits[i] = HalfFloats.ofHalf(HalfFloats.half(bits[i]) & 0xffff);
            }
        }
    }

    /** Reads the piece's units, those that lie behind each other at once. */
    private void read(Piece piece) throws IOException {
        PlannedTensor plan = piece.plan();
        RowOrder order = plan.order();
        long unitBytes = (long) piece.unitElements() * piece.storedType().bits() / 8;
        long unitsOfPart = plan.parts().get(0).elements() / piece.unitElements();
        long end = piece.first() + piece.units();
        stored.clear();
        for (long unit = piece.first(); unit < end; ) {
            long source = order.source(unit);
            long most = Math.min(end - unit, unitsOfPart - source % unitsOfPart);
            long run = order == RowOrder.SAME ? most : 1;
            while (run < most && order.source(unit + run) == source + run) {
                run++;
            }
            SafetensorsTensor part = plan.parts().get((int) (source / unitsOfPart));
            stored.limit(stored.position() + (int) (run * unitBytes));
            readFully(part.path(), part.offset() + source % unitsOfPart * unitBytes);
            unit += run;
        }
        stored.flip();
    }

    private void readFully(Path path, long position) throws IOException {
        long at = position;
        while (stored.hasRemaining()) {
            int count = open(sources, path).read(stored, at);
            if (count < 0) {
                throw new EOFException(path + " became shorter while it was converted; try again");
            }
            at += count;
        }
    }

    private void write(Piece piece, ByteBuffer bytes) throws IOException {
        long at = piece.position();
        Path path = piece.target().path();
        try {
            while (bytes.hasRemaining()) {
                at += open(targets, path).write(bytes, at);
            }
        } catch (IOException e) { // the system's message names no file
            throw new IOException(
                    "cannot write " + path + " (" + e.getMessage()
                            + "); check the disk, or name a folder on another one",
                    e);
        }
    }

    private static FileChannel open(Map<Path, FileChannel> files, Path path) {
        FileChannel file = files.get(path);
        if (file == null) {
            throw new IllegalStateException(path + " has not been opened");
        }
        return file;
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
