package org.aethercreator.gguf;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How a tensor's numbers are stored: a row is a sequence of blocks, each of {@link #blockSize()} numbers in
 * {@link #blockBytes()} bytes.
 *
 * <p>Source: {@code enum ggml_type} in llama.cpp's {@code ggml/include/ggml.h} and the block structs in
 * {@code ggml/src/ggml-common.h}, as of September 2026.
 */
public enum GgmlType {
    F32(0, 1, 4),
    F16(1, 1, 2),
    Q4_0(2, 32, 18),
    Q4_1(3, 32, 20),
    Q5_0(6, 32, 22),
    Q5_1(7, 32, 24),
    Q8_0(8, 32, 34),
    /** For activations while computing; not found in files. */
    Q8_1(9, 32, 36),
    Q2_K(10, 256, 84),
    Q3_K(11, 256, 110),
    Q4_K(12, 256, 144),
    Q5_K(13, 256, 176),
    Q6_K(14, 256, 210),
    /** For activations while computing; not found in files. */
    Q8_K(15, 256, 292),
    IQ2_XXS(16, 256, 66),
    IQ2_XS(17, 256, 74),
    IQ3_XXS(18, 256, 98),
    IQ1_S(19, 256, 50),
    IQ4_NL(20, 32, 18),
    IQ3_S(21, 256, 110),
    IQ2_S(22, 256, 82),
    IQ4_XS(23, 256, 136),
    I8(24, 1, 1),
    I16(25, 1, 2),
    I32(26, 1, 4),
    I64(27, 1, 8),
    F64(28, 1, 8),
    IQ1_M(29, 256, 56),
    BF16(30, 1, 2),
    /** Ternary, 1.69 bits a weight. */
    TQ1_0(34, 256, 54),
    /** Ternary, 2.06 bits a weight. */
    TQ2_0(35, 256, 66),
    /** OCP microscaling 4-bit float: 32 numbers share an 8-bit exponent. */
    MXFP4(39, 32, 17),
    /** NVIDIA's 4-bit float: each 16 numbers share an 8-bit float scale. */
    NVFP4(40, 64, 36),
    Q1_0(41, 128, 18),
    Q2_0(42, 64, 18);

    private static final Map<Integer, GgmlType> BY_ID =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(GgmlType::id, Function.identity()));

    /** Numbers that once had a meaning; llama.cpp never gives them a new one. */
    private static final Map<Integer, String> REMOVED = Map.of(
            4, "Q4_2",
            5, "Q4_3",
            31, "Q4_0_4_4",
            32, "Q4_0_4_8",
            33, "Q4_0_8_8",
            36, "IQ4_NL_4_4",
            37, "IQ4_NL_4_8",
            38, "IQ4_NL_8_8");

    private final int id;
    private final int blockSize;
    private final int blockBytes;

    GgmlType(int id, int blockSize, int blockBytes) {
        this.id = id;
        this.blockSize = blockSize;
        this.blockBytes = blockBytes;
    }

    /** The type with this number; empty for numbers that are unknown or were removed. */
    public static Optional<GgmlType> byId(int id) {
        return Optional.ofNullable(BY_ID.get(id));
    }

    /** Says why {@code id} names no type, and what to do. */
    static String whyUnknown(int id) {
        String removed = REMOVED.get(id);
        if (removed != null) {
            return "type number " + id + " (" + removed + ") was removed from llama.cpp; quantize the original again, "
                    + "to Q4_0 for instance, which is rearranged for the processor when loaded";
        }
        return "type number " + id + " is not one of ggml's types (0 to " + Q2_0.id
                + "); the file is damaged, or made by a newer or a changed llama.cpp";
    }

    /** The number written in files: {@code enum ggml_type}. */
    public int id() {
        return id;
    }

    /** Numbers in a block; a row's length is a multiple of it. */
    public int blockSize() {
        return blockSize;
    }

    /** Bytes of a block. */
    public int blockBytes() {
        return blockBytes;
    }

    /** Bits that one number takes, scales included. */
    public double bitsPerWeight() {
        return 8.0 * blockBytes / blockSize;
    }

    /** Whether several numbers share a block, so that single ones cannot be read alone. */
    public boolean isQuantized() {
        return blockSize > 1;
    }

    /** Whether a row of {@code rowElements} numbers fills whole blocks. */
    public boolean fits(long rowElements) {
        return rowElements % blockSize == 0;
    }

    /**
     * Bytes of a row.
     *
     * @throws IllegalArgumentException if the row does not fill whole blocks
     * @throws ArithmeticException if the number of bytes exceeds a long
     */
    public long rowBytes(long rowElements) {
        if (rowElements < 0 || !fits(rowElements)) {
            throw new IllegalArgumentException("a row of " + rowElements + " numbers cannot be stored as " + this
                    + ", whose blocks hold " + blockSize + "; choose a type with blocks that divide the row");
        }
        return Math.multiplyExact(rowElements / blockSize, (long) blockBytes);
    }

    /** The name in llama.cpp's messages and function names, such as {@code q4_K}. */
    public String ggmlName() {
        String lower = name().toLowerCase(Locale.ROOT);
        return lower.endsWith("_k") ? lower.substring(0, lower.length() - 1) + "K" : lower;
    }
}
