package org.aethercreator.gguf;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the descriptions of the tensors that follow the metadata, and checks that their data is in the file. */
final class TensorTable {
    private static final int MAXIMUM_DIMENSIONS = 4;

    private final Path path;
    private final long fileBytes;
    private final HeaderCursor cursor;

    TensorTable(Path path, long fileBytes, HeaderCursor cursor) {
        this.path = path;
        this.fileBytes = fileBytes;
        this.cursor = cursor;
    }

    /** The tensors with offsets as they are written: relative to the beginning of the data. */
    List<GgufTensor> read(int count) throws IOException {
        List<GgufTensor> tensors = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < count; i++) {
            long start = cursor.position();
            GgufTensor tensor = readTensor();
            if (!names.add(tensor.name())) {
                throw cursor.fail(
                        start,
                        "there are two tensors named '" + tensor.name()
                                + "'; the file is damaged, or its writer is at fault");
            }
            tensors.add(tensor);
        }
        return tensors;
    }

    private GgufTensor readTensor() throws IOException {
        String name = cursor.readString(HeaderReader.MAXIMUM_NAME_BYTES, "the name of a tensor");
        String what = "tensor '" + name + "'";
        long start = cursor.position();
        int dimensions = cursor.readInt("the number of dimensions of " + what);
        if (dimensions < 1 || dimensions > MAXIMUM_DIMENSIONS) {
            throw cursor.fail(
                    start,
                    what + " has " + Integer.toUnsignedString(dimensions)
                            + " dimensions; 1 to 4 are allowed; the file is damaged");
        }
        List<Long> shape = new ArrayList<>();
        for (int i = 0; i < dimensions; i++) {
            long at = cursor.position();
            long size = cursor.readLong("the shape of " + what);
            if (size < 1) {
                throw cursor.fail(
                        at,
                        what + " has a dimension of size " + Long.toUnsignedString(size) + "; sizes from 1 to "
                                + Long.MAX_VALUE + " are allowed; the file is damaged");
            }
            shape.add(size);
        }
        long typeAt = cursor.position();
        int id = cursor.readInt("the type of " + what);
        GgmlType type = GgmlType.byId(id).orElseThrow(() -> cursor.fail(typeAt, what + ": " + GgmlType.whyUnknown(id)));
        long bytes = sizeBytes(what, shape, type, start);
        long offset = cursor.readLong("the offset of " + what);
        return new GgufTensor(name, shape, type, offset, bytes, path);
    }

    private long sizeBytes(String what, List<Long> shape, GgmlType type, long at) {
        if (!type.fits(shape.get(0))) {
            throw cursor.fail(
                    at,
                    what + " has rows of " + shape.get(0) + " numbers, which do not fill blocks of " + type.blockSize()
                            + " as type " + type + " needs; the file is damaged");
        }
        try {
            long bytes = type.rowBytes(shape.get(0));
            long elements = shape.get(0);
            for (long size : shape.subList(1, shape.size())) {
                bytes = Math.multiplyExact(bytes, size);
                elements = Math.multiplyExact(elements, size);
            }
            return bytes;
        } catch (ArithmeticException e) {
            throw cursor.fail(
                    at,
                    what + " has the shape " + shape + ", which is more than " + Long.MAX_VALUE
                            + " numbers or bytes; the file is damaged");
        }
    }

    /** Turns relative offsets into absolute ones; checks that the data lies in the file and nothing overlaps. */
    List<GgufTensor> place(List<GgufTensor> relative, long tensorsStart, long dataStart, int alignment) {
        List<GgufTensor> tensors = new ArrayList<>(relative.size());
        for (GgufTensor tensor : relative) {
            String what = "tensor '" + tensor.name() + "'";
            if (tensor.offset() % alignment != 0) {
                throw cursor.fail(
                        tensorsStart,
                        what + " has the offset " + Long.toUnsignedString(tensor.offset())
                                + ", which is no multiple of the alignment " + alignment + "; the file is damaged");
            }
            long dataBytes = Math.max(0, fileBytes - dataStart);
            if (tensor.offset() < 0 || tensor.offset() > dataBytes - tensor.sizeBytes()) {
                throw cursor.fail(
                        tensorsStart,
                        what + " has " + tensor.sizeBytes() + " bytes at offset "
                                + Long.toUnsignedString(tensor.offset()) + " of the data, which ends after " + dataBytes
                                + "; the file is truncated or damaged: download or copy it again");
            }
            tensors.add(new GgufTensor(
                    tensor.name(),
                    tensor.shape(),
                    tensor.type(),
                    dataStart + tensor.offset(),
                    tensor.sizeBytes(),
                    path));
        }
        checkOverlap(tensors, tensorsStart);
        return tensors;
    }

    private void checkOverlap(List<GgufTensor> tensors, long tensorsStart) {
        List<GgufTensor> sorted = new ArrayList<>(tensors);
        sorted.sort(Comparator.comparingLong(GgufTensor::offset));
        for (int i = 1; i < sorted.size(); i++) {
            GgufTensor before = sorted.get(i - 1);
            GgufTensor after = sorted.get(i);
            if (before.offset() + before.sizeBytes() > after.offset()) {
                throw cursor.fail(
                        tensorsStart,
                        "the data of tensors '" + before.name() + "' and '" + after.name()
                                + "' overlap; the file is damaged, or its writer is at fault");
            }
        }
    }
}
