package org.aethercreator.gguf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A metadata value: a number, a truth value, a text, or an array of one of these. It keeps the bytes as they are in the
 * file, so that rewriting a value changes nothing, and decodes them when asked.
 */
public final class GgufValue {
    private static final int SHOWN_ELEMENTS = 8;

    private final GgufType type;
    private final GgufType elementType;
    private final int size;
    private final byte[] content;

    /**
     * @param elementType the same as {@code type} if that is no array
     * @param size number of elements, 1 if no array
     * @param content elements one after the other, little endian; each text with its length before it, also a lone one
     */
    GgufValue(GgufType type, GgufType elementType, int size, byte[] content) {
        this.type = type;
        this.elementType = elementType;
        this.size = size;
        this.content = content;
    }

    /**
     * A whole number of an integer type; unsigned 64-bit numbers beyond {@link Long#MAX_VALUE} are given as negative.
     */
    public static GgufValue integer(GgufType type, long value) {
        return new GgufValue(type, type, 1, integerBytes(type, value));
    }

    /** An unsigned 32-bit number, which most counts in GGUF files are. */
    public static GgufValue uint32(long value) {
        return integer(GgufType.UINT32, value);
    }

    /** A floating point number of type {@link GgufType#FLOAT32} or {@link GgufType#FLOAT64}. */
    public static GgufValue real(GgufType type, double value) {
        return new GgufValue(type, type, 1, realBytes(type, value));
    }

    /** A truth value. */
    public static GgufValue bool(boolean value) {
        return new GgufValue(GgufType.BOOL, GgufType.BOOL, 1, new byte[] {(byte) (value ? 1 : 0)});
    }

    /** A text. */
    public static GgufValue string(String value) {
        return new GgufValue(GgufType.STRING, GgufType.STRING, 1, stringBytes(value));
    }

    /** An array of texts. */
    public static GgufValue strings(List<String> values) {
        return array(
                GgufType.STRING, values.stream().map(GgufValue::stringBytes).toList());
    }

    /** An array of whole numbers of an integer type. */
    public static GgufValue integers(GgufType type, long... values) {
        return array(
                type, Arrays.stream(values).mapToObj(v -> integerBytes(type, v)).toList());
    }

    /** An array of floating point numbers of type {@link GgufType#FLOAT32} or {@link GgufType#FLOAT64}. */
    public static GgufValue reals(GgufType type, double... values) {
        return array(
                type, Arrays.stream(values).mapToObj(v -> realBytes(type, v)).toList());
    }

    /** An array of truth values. */
    public static GgufValue bools(boolean... values) {
        byte[] content = new byte[values.length];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (values[i] ? 1 : 0);
        }
        return new GgufValue(GgufType.ARRAY, GgufType.BOOL, values.length, content);
    }

    /** What the value is. */
    public GgufType type() {
        return type;
    }

    /** What an array's elements are; the type itself for anything else. */
    public GgufType elementType() {
        return elementType;
    }

    /** Number of elements of an array; 1 for anything else. */
    public int size() {
        return size;
    }

    /**
     * The whole number.
     *
     * @throws IllegalStateException if the value is none
     * @throws ArithmeticException if it is unsigned and exceeds {@link Long#MAX_VALUE}
     */
    public long asLong() {
        require(type.isInteger(), "a whole number");
        return integerAt(0);
    }

    /**
     * The number as floating point; whole numbers are converted.
     *
     * @throws IllegalStateException if the value is no number
     */
    public double asDouble() {
        require(type.isInteger() || type.isReal(), "a number");
        return realAt(0);
    }

    /**
     * The truth value; any byte but 0 is true.
     *
     * @throws IllegalStateException if the value is none
     */
    public boolean asBoolean() {
        require(type == GgufType.BOOL, "a truth value");
        return content[0] != 0;
    }

    /**
     * The text; bytes that are no UTF-8 are replaced by U+FFFD.
     *
     * @throws IllegalStateException if the value is none
     */
    public String asString() {
        require(type == GgufType.STRING, "a text");
        return stringAt(0);
    }

    /**
     * The texts of an array, each decoded when it is asked for.
     *
     * @throws IllegalStateException if the value is no array of texts
     */
    public List<String> asStrings() {
        require(type == GgufType.ARRAY && elementType == GgufType.STRING, "an array of texts");
        return new Strings(stringStarts());
    }

    /**
     * The whole numbers of an array.
     *
     * @throws IllegalStateException if the value is no array of whole numbers
     * @throws ArithmeticException if one is unsigned and exceeds {@link Long#MAX_VALUE}
     */
    public long[] asLongs() {
        require(type == GgufType.ARRAY && elementType.isInteger(), "an array of whole numbers");
        return IntStream.range(0, size).mapToLong(this::integerAt).toArray();
    }

    /**
     * The numbers of an array as floating point; whole numbers are converted.
     *
     * @throws IllegalStateException if the value is no array of numbers
     */
    public double[] asDoubles() {
        require(type == GgufType.ARRAY && (elementType.isInteger() || elementType.isReal()), "an array of numbers");
        return IntStream.range(0, size).mapToDouble(this::realAt).toArray();
    }

    /**
     * The truth values of an array.
     *
     * @throws IllegalStateException if the value is no array of truth values
     */
    public boolean[] asBooleans() {
        require(type == GgufType.ARRAY && elementType == GgufType.BOOL, "an array of truth values");
        boolean[] values = new boolean[size];
        for (int i = 0; i < size; i++) {
            values[i] = content[i] != 0;
        }
        return values;
    }

    /** The bytes behind the type number in a file. */
    byte[] encoded() {
        if (type != GgufType.ARRAY) {
            return content;
        }
        return little(12 + content.length)
                .putInt(elementType.id())
                .putLong(size)
                .put(content)
                .array();
    }

    /** The value to show: an array by its first elements and their number, without quotes around texts. */
    @Override
    public String toString() {
        if (type != GgufType.ARRAY) {
            return elementToString(0);
        }
        String shown;
        if (elementType == GgufType.STRING) {
            shown = asStrings().stream().limit(SHOWN_ELEMENTS).collect(Collectors.joining(", "));
        } else {
            shown = IntStream.range(0, Math.min(size, SHOWN_ELEMENTS))
                    .mapToObj(this::elementToString)
                    .collect(Collectors.joining(", "));
        }
        return size > SHOWN_ELEMENTS ? "[" + shown + ", …] (" + size + ")" : "[" + shown + "]";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GgufValue value
                && type == value.type
                && elementType == value.elementType
                && Arrays.equals(content, value.content);
    }

    @Override
    public int hashCode() {
        return 31 * type.hashCode() + Arrays.hashCode(content);
    }

    private void require(boolean condition, String wanted) {
        if (!condition) {
            throw new IllegalStateException("the value is " + describeType() + ", not " + wanted);
        }
    }

    /** The type in words for messages. */
    String describeType() {
        return type == GgufType.ARRAY ? "an array of " + elementType : "of type " + type;
    }

    private String elementToString(int index) {
        if (elementType == GgufType.STRING) {
            return stringAt(0);
        } else if (elementType == GgufType.BOOL) {
            return String.valueOf(content[index] != 0);
        } else if (elementType == GgufType.UINT64) {
            return Long.toUnsignedString(buffer().getLong(index * 8));
        } else if (elementType == GgufType.FLOAT32) {
            return String.valueOf(buffer().getFloat(index * 4));
        }
        return elementType.isReal() ? String.valueOf(realAt(index)) : String.valueOf(integerAt(index));
    }

    private long integerAt(int index) {
        ByteBuffer bytes = buffer();
        int at = index * elementType.bytes();
        return switch (elementType) {
            case UINT8 -> Byte.toUnsignedLong(bytes.get(at));
            case INT8 -> bytes.get(at);
            case UINT16 -> Short.toUnsignedLong(bytes.getShort(at));
            case INT16 -> bytes.getShort(at);
            case UINT32 -> Integer.toUnsignedLong(bytes.getInt(at));
            case INT32 -> bytes.getInt(at);
            case UINT64 -> signed(bytes.getLong(at));
            default -> bytes.getLong(at);
        };
    }

    private static long signed(long unsigned) {
        if (unsigned < 0) {
            throw new ArithmeticException(
                    Long.toUnsignedString(unsigned) + " exceeds the largest signed 64-bit number");
        }
        return unsigned;
    }

    private double realAt(int index) {
        if (elementType == GgufType.FLOAT32) {
            return buffer().getFloat(index * 4);
        }
        return elementType == GgufType.FLOAT64 ? buffer().getDouble(index * 8) : integerAt(index);
    }

    private String stringAt(int start) {
        int length = (int) buffer().getLong(start);
        return new String(content, start + 8, length, StandardCharsets.UTF_8);
    }

    private int[] stringStarts() {
        ByteBuffer bytes = buffer();
        int[] starts = new int[size];
        int at = 0;
        for (int i = 0; i < size; i++) {
            starts[i] = at;
            at += 8 + (int) bytes.getLong(at);
        }
        return starts;
    }

    private static byte[] longBytes(long value) {
        byte[] bytes = new byte[8];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(value);
        return bytes;
    }

    private ByteBuffer buffer() {
        return ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ByteBuffer little(int capacity) {
        return ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static GgufValue array(GgufType elementType, List<byte[]> elements) {
        byte[] content =
                new byte[elements.stream().mapToInt(element -> element.length).reduce(0, Math::addExact)];
        int at = 0;
        for (byte[] element : elements) {
            System.arraycopy(element, 0, content, at, element.length);
            at += element.length;
        }
        return new GgufValue(GgufType.ARRAY, elementType, elements.size(), content);
    }

    private static byte[] stringBytes(String value) {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        return little(8 + text.length).putLong(text.length).put(text).array();
    }

    private static byte[] integerBytes(GgufType type, long value) {
        if (!type.isInteger()) {
            throw new IllegalArgumentException(type + " is no type of whole numbers; use one of UINT8 to INT64");
        }
        byte[] bytes = Arrays.copyOf(longBytes(value), type.bytes());
        GgufValue written = new GgufValue(type, type, 1, bytes);
        if (type.bytes() < 8 && written.integerAt(0) != value) {
            throw new IllegalArgumentException(value + " does not fit into " + type + "; use a wider type");
        }
        return bytes;
    }

    private static byte[] realBytes(GgufType type, double value) {
        if (!type.isReal()) {
            throw new IllegalArgumentException(type + " is no type of floating point numbers; use FLOAT32 or FLOAT64");
        }
        return type == GgufType.FLOAT32
                ? little(4).putFloat((float) value).array()
                : little(8).putDouble(value).array();
    }

    /** Texts that stay bytes until asked for: a vocabulary of 250,000 takes its bytes and 4 more for each. */
    private final class Strings extends AbstractList<String> implements RandomAccess {
        private final int[] starts;

        Strings(int[] starts) {
            this.starts = starts;
        }

        @Override
        public String get(int index) {
            return stringAt(starts[index]);
        }

        @Override
        public int size() {
            return starts.length;
        }
    }
}
