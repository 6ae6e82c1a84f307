package org.aethercreator.gguf;

import java.util.Optional;

/** What a metadata value is. */
public enum GgufType {
    UINT8(0, 1),
    INT8(1, 1),
    UINT16(2, 2),
    INT16(3, 2),
    UINT32(4, 4),
    INT32(5, 4),
    FLOAT32(6, 4),
    BOOL(7, 1),
    STRING(8, 0),
    ARRAY(9, 0),
    UINT64(10, 8),
    INT64(11, 8),
    FLOAT64(12, 8);

    private final int id;
    private final int bytes;

    GgufType(int id, int bytes) {
        this.id = id;
        this.bytes = bytes;
    }

    static Optional<GgufType> byId(int id) {
        // The numbers have no gaps.
        return id >= 0 && id < values().length ? Optional.of(values()[id]) : Optional.empty();
    }

    /** The number written in files. */
    int id() {
        return id;
    }

    /** Bytes of one value; 0 where it varies (strings and arrays). */
    public int bytes() {
        return bytes;
    }

    /** Whether values are whole numbers, signed or not. */
    public boolean isInteger() {
        return bytes > 0 && this != BOOL && !isReal();
    }

    /** Whether values are floating point numbers. */
    public boolean isReal() {
        return this == FLOAT32 || this == FLOAT64;
    }
}
