package org.aethercreator.llamacpp;

/**
 * Rows of a tensor that a thread does at once; all of one matrix.
 *
 * @param tensorIndex the tensor's place in the request
 */
record EncodeUnit(Messages.Tensor tensor, int tensorIndex, long firstRow, long rows) {
    /** Stays in the processor's cache, and at the end no core idles for long. */
    private static final long MOST_ELEMENTS = 1 << 17;

    /** A cancel is noticed between units and between the targets of a unit. */
    private static final long MOST_NANOS = 100_000_000;

    /** The unit that begins with {@code firstRow}. */
    static EncodeUnit at(Messages.Tensor tensor, int tensorIndex, long firstRow) {
        long matrixRows = rowsOfMatrix(tensor);
        long leftInMatrix = matrixRows - firstRow % matrixRows;
        long most = Math.min(MOST_ELEMENTS / tensor.rowElements(), MOST_NANOS / Math.max(1, tensor.cost(1)));
        return new EncodeUnit(tensor, tensorIndex, firstRow, Math.min(Math.max(1, most), leftInMatrix));
    }

    long elements() {
        return rows * tensor.rowElements();
    }

    long sourceBytes() {
        return rows * tensor.sourceType().rowBytes(tensor.rowElements());
    }

    long sourceOffset() {
        return tensor.sourceOffset() + firstRow * tensor.sourceType().rowBytes(tensor.rowElements());
    }

    long targetBytes(EncodeTarget target) {
        return rows * target.type().rowBytes(tensor.rowElements());
    }

    long targetOffset(EncodeTarget target) {
        return target.offset() + firstRow * target.type().rowBytes(tensor.rowElements());
    }

    /** Where the importance of this unit's matrix begins in the request's payload; meaningless without any. */
    long importanceOffset() {
        long matrix = firstRow / rowsOfMatrix(tensor);
        return (tensor.importanceStart() + matrix * tensor.rowElements()) * Float.BYTES;
    }

    String describe() {
        return "rows " + firstRow + " to " + (firstRow + rows - 1);
    }

    private static long rowsOfMatrix(Messages.Tensor tensor) {
        long matrices = Math.max(1, tensor.importanceCount() / tensor.rowElements());
        return tensor.rows() / matrices;
    }
}
