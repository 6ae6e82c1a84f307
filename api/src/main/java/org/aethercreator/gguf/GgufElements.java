package org.aethercreator.gguf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/**
 * Elements one after the other as they are in a file, decoded when asked for: little endian, texts with their length
 * before.
 */
final class GgufElements {
    private final GgufType type;
    private final int size;
    private final byte[] content;

    GgufElements(GgufType type, int size, byte[] content) {
        this.type = type;
        this.size = size;
        this.content = content;
    }

    /** Elements that each have been encoded. */
    static GgufElements of(GgufType type, List<byte[]> encoded) {
        byte[] content =
                new byte[encoded.stream().mapToInt(element -> element.length).reduce(0, Math::addExact)];
        int at = 0;
        for (byte[] element : encoded) {
            System.arraycopy(element, 0, content, at, element.length);
            at += element.length;
        }
        return new GgufElements(type, encoded.size(), content);
    }

    static byte[] encode(String value) {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[8 + text.length];
        little(bytes).putLong(text.length).put(text);
        return bytes;
    }

    static byte[] encode(boolean value) {
        return new byte[] {(byte) (value ? 1 : 0)};
    }

    static byte[] encode(GgufType type, long value) {
        if (!type.isInteger()) {
            throw new IllegalArgumentException(type + " is no type of whole numbers; use one of UINT8 to INT64");
        }
        byte[] all = new byte[8];
        little(all).putLong(value);
        byte[] bytes = Arrays.copyOf(all, type.bytes());
        if (type.bytes() < 8 && new GgufElements(type, 1, bytes).integerAt(0) != value) {
            throw new IllegalArgumentException(value + " does not fit into " + type + "; use a wider type");
        }
        return bytes;
    }

    static byte[] encode(GgufType type, double value) {
        if (!type.isReal()) {
            throw new IllegalArgumentException(type + " is no type of floating point numbers; use FLOAT32 or FLOAT64");
        }
        byte[] bytes = new byte[type.bytes()];
        if (type == GgufType.FLOAT32) {
            little(bytes).putFloat((float) value);
        } else {
            little(bytes).putDouble(value);
        }
        return bytes;
    }

    GgufType type() {
        return type;
    }

    int size() {
        return size;
    }

    byte[] content() {
        return content;
    }

    boolean booleanAt(int index) {
        return content[index] != 0;
    }

    long integerAt(int index) {
        ByteBuffer bytes = little(content);
        int at = index * type.bytes();
        return switch (type) {
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

    double realAt(int index) {
        return switch (type) {
            case FLOAT32 -> little(content).getFloat(index * 4);
            case FLOAT64 -> little(content).getDouble(index * 8);
            default -> integerAt(index);
        };
    }

    List<String> strings() {
        int[] starts = new int[size];
        int at = 0;
        for (int i = 0; i < size; i++) {
            starts[i] = at;
            at += 8 + (int) little(content).getLong(at);
        }
        return new Strings(starts);
    }

    /** An element that is no text, to show. */
    String show(int index) {
        return switch (type) {
            case BOOL -> String.valueOf(booleanAt(index));
            case UINT64 -> Long.toUnsignedString(little(content).getLong(index * 8));
            case FLOAT32 -> String.valueOf(little(content).getFloat(index * 4));
            case FLOAT64 -> String.valueOf(realAt(index));
            default -> String.valueOf(integerAt(index));
        };
    }

    private String stringAt(int start) {
        int length = (int) little(content).getLong(start);
        return new String(content, start + 8, length, StandardCharsets.UTF_8);
    }

    private static long signed(long unsigned) {
        if (unsigned < 0) {
            throw new ArithmeticException(
                    Long.toUnsignedString(unsigned) + " exceeds the largest signed 64-bit number");
        }
        return unsigned;
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
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
