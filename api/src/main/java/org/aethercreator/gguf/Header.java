package org.aethercreator.gguf;

import java.nio.file.Path;
import java.util.List;

/**
 * What lies before the data of one file.
 *
 * @param tensorsStart where the descriptions of the tensors begin, which is where the metadata ends
 * @param tensorsEnd where they end
 * @param dataStart {@code tensorsEnd} rounded up to the alignment
 */
record Header(
        Path path,
        int version,
        int alignment,
        List<Entry> entries,
        List<GgufTensor> tensors,
        long tensorsStart,
        long tensorsEnd,
        long dataStart,
        long fileBytes) {
    /**
     * A metadata value that has been found but not read.
     *
     * @param start where the entry begins: its key's length
     * @param elementType the same as {@code type} if that is no array
     * @param count elements, 1 if no array
     * @param contentStart where the elements begin
     * @param end where the next entry begins
     */
    record Entry(String key, long start, GgufType type, GgufType elementType, int count, long contentStart, long end) {
        long contentBytes() {
            return end - contentStart;
        }
    }
}
