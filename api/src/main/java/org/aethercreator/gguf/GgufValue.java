package org.aethercreator.gguf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A metadata value: a number, a truth value, a text, or an array of one of these. It keeps the bytes as they are in the
 * file, so that rewriting a value changes nothing, and decodes them when asked.
 */
public final class GgufValue {
    private static final int SHOWN_ELEMENTS = 8;

    private final GgufType type;
    private final GgufElements elements;

    /** @param elements a single one if {@code type} is no array */
    GgufValue(GgufType type, GgufElements elements) {
        this.type = type;
        this.elements = elements;
    }

    /**
     * A whole number of an integer type; unsigned 64-bit numbers beyond {@link Long#MAX_VALUE} are given as negative.
     */
    public static GgufValue integer(GgufType type, long value) {
        return single(type, GgufElements.encode(type, value));
    }

    /** An unsigned 32-bit number, which most counts in GGUF files are. */
    public static GgufValue uint32(long value) {
        return integer(GgufType.UINT32, value);
    }

    /** A floating point number of type {@link GgufType#FLOAT32} or {@link GgufType#FLOAT64}. */
    public static GgufValue real(GgufType type, double value) {
        return single(type, GgufElements.encode(type, value));
    }

    /** A truth value. */
    public static GgufValue bool(boolean value) {
        return single(GgufType.BOOL, GgufElements.encode(value));
    }

    /** A text. */
    public static GgufValue string(String value) {
        return single(GgufType.STRING, GgufElements.encode(value));
    }

    /** An array of texts. */
    public static GgufValue strings(List<String> values) {
        return array(GgufType.STRING, values.stream().map(GgufElements::encode));
    }

    /** An array of whole numbers of an integer type. */
    public static GgufValue integers(GgufType type, long... values) {
        return array(type, Arrays.stream(values).mapToObj(value -> GgufElements.encode(type, value)));
    }

    /** An array of floating point numbers of type {@link GgufType#FLOAT32} or {@link GgufType#FLOAT64}. */
    public static GgufValue reals(GgufType type, double... values) {
        return array(type, Arrays.stream(values).mapToObj(value -> GgufElements.encode(type, value)));
    }

    /** An array of truth values. */
    public static GgufValue bools(boolean... values) {
        return array(GgufType.BOOL, IntStream.range(0, values.length).mapToObj(i -> GgufElements.encode(values[i])));
    }

    /** What the value is. */
    public GgufType type() {
        return type;
    }

    /** What an array's elements are; the type itself for anything else. */
    public GgufType elementType() {
        return elements.type();
    }

    /** Number of elements of an array; 1 for anything else. */
    public int size() {
        return elements.size();
    }

    /**
     * The whole number.
     *
     * @throws IllegalStateException if the value is none
     * @throws ArithmeticException if it is unsigned and exceeds {@link Long#MAX_VALUE}
     */
    public long asLong() {
        require(type.isInteger(), "a whole number");
        return elements.integerAt(0);
    }

    /**
     * The number as floating point; whole numbers are converted.
     *
     * @throws IllegalStateException if the value is no number
     */
    public double asDouble() {
        require(type.isInteger() || type.isReal(), "a number");
        return elements.realAt(0);
    }

    /**
     * The truth value; any byte but 0 is true.
     *
     * @throws IllegalStateException if the value is none
     */
    public boolean asBoolean() {
        require(type == GgufType.BOOL, "a truth value");
        return elements.booleanAt(0);
    }

    /**
     * The text; bytes that are no UTF-8 are replaced by U+FFFD.
     *
     * @throws IllegalStateException if the value is none
     */
    public String asString() {
        require(type == GgufType.STRING, "a text");
        return elements.strings().get(0);
    }

    /**
     * The texts of an array, each decoded when it is asked for.
     *
     * @throws IllegalStateException if the value is no array of texts
     */
    public List<String> asStrings() {
        require(type == GgufType.ARRAY && elementType() == GgufType.STRING, "an array of texts");
        return elements.strings();
    }

    /**
     * The whole numbers of an array.
     *
     * @throws IllegalStateException if the value is no array of whole numbers
     * @throws ArithmeticException if one is unsigned and exceeds {@link Long#MAX_VALUE}
     */
    public long[] asLongs() {
        require(type == GgufType.ARRAY && elementType().isInteger(), "an array of whole numbers");
        return IntStream.range(0, size()).mapToLong(elements::integerAt).toArray();
    }

    /**
     * The numbers of an array as floating point; whole numbers are converted.
     *
     * @throws IllegalStateException if the value is no array of numbers
     */
    public double[] asDoubles() {
        require(
                type == GgufType.ARRAY
                        && (elementType().isInteger() || elementType().isReal()),
                "an array of numbers");
        return IntStream.range(0, size()).mapToDouble(elements::realAt).toArray();
    }

    /**
     * The truth values of an array.
     *
     * @throws IllegalStateException if the value is no array of truth values
     */
    public boolean[] asBooleans() {
        require(type == GgufType.ARRAY && elementType() == GgufType.BOOL, "an array of truth values");
        boolean[] values = new boolean[size()];
        for (int i = 0; i < size(); i++) {
            values[i] = elements.booleanAt(i);
        }
        return values;
    }

    /** The bytes behind the type number in a file. */
    byte[] encoded() {
        byte[] content = elements.content();
        if (type != GgufType.ARRAY) {
            return content;
        }
        byte[] bytes = new byte[12 + content.length];
        ByteBuffer.wrap(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(elementType().id())
                .putLong(size())
                .put(content);
        return bytes;
    }

    /** The value to show: an array by its first elements and their number, without quotes around texts. */
    @Override
    public String toString() {
        Stream<String> all = elementType() == GgufType.STRING
                ? elements.strings().stream()
                : IntStream.range(0, size()).mapToObj(elements::show);
        if (type != GgufType.ARRAY) {
            return all.findFirst().orElseThrow();
        }
        String shown = all.limit(SHOWN_ELEMENTS).collect(Collectors.joining(", "));
        return size() > SHOWN_ELEMENTS ? "[" + shown + ", …] (" + size() + ")" : "[" + shown + "]";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GgufValue value
                && type == value.type
                && elementType() == value.elementType()
                && Arrays.equals(elements.content(), value.elements.content());
    }

    @Override
    public int hashCode() {
        return 31 * type.hashCode() + Arrays.hashCode(elements.content());
    }

    private static GgufValue single(GgufType type, byte[] encoded) {
        return new GgufValue(type, new GgufElements(type, 1, encoded));
    }

    private static GgufValue array(GgufType elementType, Stream<byte[]> encoded) {
        return new GgufValue(GgufType.ARRAY, GgufElements.of(elementType, encoded.toList()));
    }

    private void require(boolean condition, String wanted) {
        if (!condition) {
            String found = type == GgufType.ARRAY ? "an array of " + elementType() : "of type " + type;
            throw new IllegalStateException("the value is " + found + ", not " + wanted);
        }
    }
}
