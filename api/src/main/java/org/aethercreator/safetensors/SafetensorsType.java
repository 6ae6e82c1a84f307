package org.aethercreator.safetensors;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How a number is stored. The order is that of the reference implementation ({@code enum Dtype}): writers put types of
 * larger alignment, the later ones, first.
 */
public enum SafetensorsType {
    BOOL(8),
    /** OCP microscaling, 4 bits. */
    F4(4),
    F6_E2M3(6),
    F6_E3M2(6),
    U8(8),
    I8(8),
    F8_E5M2(8),
    F8_E4M3(8),
    /** A power of two: the scale of a microscaling block. */
    F8_E8M0(8),
    F8_E4M3FNUZ(8),
    F8_E5M2FNUZ(8),
    I16(16),
    U16(16),
    F16(16),
    BF16(16),
    I32(32),
    U32(32),
    F32(32),
    /** Complex, of two 32-bit parts. */
    C64(64),
    F64(64),
    I64(64),
    U64(64);

    private static final Map<String, SafetensorsType> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Enum::name, Function.identity()));

    private final int bits;

    SafetensorsType(int bits) {
        this.bits = bits;
    }

    /** The type of this name, as files write it. */
    static Optional<SafetensorsType> byName(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** Bits of a number; less than 8 for some. */
    public int bits() {
        return bits;
    }

    /**
     * Bytes of {@code elements} numbers; empty if they do not fill whole bytes.
     *
     * @throws ArithmeticException if the bits exceed a long
     */
    Optional<Long> bytes(long elements) {
        long all = Math.multiplyExact(elements, (long) bits);
        return all % 8 == 0 ? Optional.of(all / 8) : Optional.empty();
    }
}
