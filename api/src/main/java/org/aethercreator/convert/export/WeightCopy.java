package org.aethercreator.convert.export;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import org.aethercreator.convert.architecture.RowOrder;
import org.aethercreator.convert.numbers.NumberDecoder;
import org.aethercreator.convert.numbers.NumberEncoder;
import org.aethercreator.gguf.GgmlType;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.gguf.GgufTensor;
import org.aethercreator.safetensors.SafetensorsType;

/** Writes tensors of a GGUF file piece by piece, their rows and numbers as a model folder has them. */
final class WeightCopy {
    private static final int PIECE_ELEMENTS = 1 << 20;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final GgufFile gguf;
    private final NumberDecoder decoder = new NumberDecoder();
    private final NumberEncoder encoder = new NumberEncoder();

    WeightCopy(GgufFile gguf) {
        this.gguf = gguf;
    }

    void write(WeightSource source, SafetensorsType type, WritableByteChannel output) throws IOException {
        GgufTensor tensor = gguf.tensor(source.name()).orElseThrow();
        int rowElements = source.rowElements();
        long rows = source.shape().get(0);
        int most = Math.max(1, PIECE_ELEMENTS / rowElements);
        long rowBytes = tensor.sizeBytes() / rows;
        ByteBuffer all = source.order() == RowOrder.SAME ? NOTHING : gguf.map(tensor, 0, tensor.sizeBytes());
        for (long first = 0; first < rows; first += most) {
            int count = (int) Math.min(most, rows - first);
            ByteBuffer stored = source.order() == RowOrder.SAME
                    ? gguf.map(tensor, first * rowBytes, count * rowBytes)
                    : ordered(all, source.order(), first, count, (int) rowBytes);
            write(stored, tensor.type(), count * rowElements, source.added(), type, output);
        }
    }

    /** The rows, in the order of the folder. */
    private static ByteBuffer ordered(ByteBuffer all, RowOrder order, long first, int count, int rowBytes) {
        ByteBuffer rows = ByteBuffer.allocate(count * rowBytes).order(ByteOrder.LITTLE_ENDIAN);
        for (long row = first; row < first + count; row++) {
            rows.put(all.slice((int) order.source(row) * rowBytes, rowBytes));
        }
        return rows.flip();
    }

    private void write(
            ByteBuffer stored, GgmlType from, int count, float added, SafetensorsType to, WritableByteChannel output)
            throws IOException {
        ByteBuffer written = stored;
        if (!from.name().equals(to.name()) || added != 0) {
            int[] bits = new int[count];
            decoder.decode(SafetensorsType.valueOf(from.name()), stored, bits, count);
            for (int i = 0; added != 0 && i < count; i++) {
                bits[i] = Float.floatToRawIntBits(Float.intBitsToFloat(bits[i]) + added);
            }
            written = ByteBuffer.allocate(count * to.bits() / 8).order(ByteOrder.LITTLE_ENDIAN);
            encoder.encode(GgmlType.valueOf(to.name()), bits, count, written);
        }
        while (written.hasRemaining()) {
            output.write(written);
        }
    }
}
