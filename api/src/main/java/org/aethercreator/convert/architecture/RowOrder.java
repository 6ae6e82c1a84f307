package org.aethercreator.convert.architecture;

/** Where a tensor's rows come from: the reference stores some in another order than Hugging Face. */
@FunctionalInterface
public interface RowOrder {
    /** As they are. */
    RowOrder SAME = row -> row;

    /**
     * The row of the source that becomes {@code row}; a row is all that lies under one index of the first dimension.
     */
    long source(long row);

    /**
     * From the order of {@code transformers}, which rotates a head's first half with its second, to that of Llama's
     * authors, which rotates neighbours: {@code LlamaModel.permute} of llama.cpp's converter.
     */
    static RowOrder ofNeighbours(long rowsOfHead) {
        long half = rowsOfHead / 2;
        return row -> {
            long inHead = row % rowsOfHead;
            return row - inHead + (inHead % 2) * half + inHead / 2;
        };
    }
}
