package org.aethercreator.llamacpp;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Sums on their way between this process and the worker, for which a message could be too small. Big-endian. */
final class ActivationsFile {
    private ActivationsFile() {}

    static void write(Path file, Collection<ActivationSums> tensors) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeInt(tensors.size());
            for (ActivationSums tensor : tensors) {
                out.writeUTF(tensor.name());
                out.writeInt(tensor.counts().length);
                for (long count : tensor.counts()) {
                    out.writeLong(count);
                }
                int columns = tensor.sums().length / tensor.counts().length;
                out.writeInt(columns);
                ByteBuffer row = ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, columns));
                for (int i = 0; i < tensor.counts().length; i++) {
                    row.asFloatBuffer().put(tensor.sums(), i * columns, columns);
                    out.write(row.array());
                }
            }
        }
    }

    static List<ActivationSums> read(Path file) throws IOException {
        List<ActivationSums> tensors = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            int size = in.readInt();
            for (int t = 0; t < size; t++) {
                String name = in.readUTF();
                long[] counts = new long[in.readInt()];
                for (int i = 0; i < counts.length; i++) {
                    counts[i] = in.readLong();
                }
                int columns = in.readInt();
                float[] sums = new float[columns * counts.length];
                byte[] row = new byte[Float.BYTES * columns];
                for (int i = 0; i < counts.length; i++) {
                    in.readFully(row);
                    ByteBuffer.wrap(row).asFloatBuffer().get(sums, i * columns, columns);
                }
                tensors.add(new ActivationSums(name, sums, counts));
            }
        }
        return tensors;
    }
}
