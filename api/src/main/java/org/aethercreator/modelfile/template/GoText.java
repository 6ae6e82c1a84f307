package org.aethercreator.modelfile.template;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Go's strings are bytes, mostly of UTF-8; here each {@code char} of a {@link String} holds one of them. Code points
 * are Go's runes: a byte that belongs to none is U+FFFD and one byte wide.
 */
final class GoText {
    static final int REPLACEMENT = 0xFFFD;
    static final int MAX_RUNE = 0x10FFFF;

    private GoText() {}

    /** The bytes of a Java text; an unpaired surrogate becomes U+FFFD. */
    static String bytes(String text) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8
                    .newEncoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .replaceWith(new byte[] {(byte) 0xEF, (byte) 0xBF, (byte) 0xBD})
                    .encode(CharBuffer.wrap(text));
            return StandardCharsets.ISO_8859_1.decode(encoded).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalStateException("UTF-8 refused a text although it was told to replace", e);
        }
    }

    /** The Java text of bytes; each byte that is no UTF-8 becomes one U+FFFD. */
    static String text(String bytes) {
        StringBuilder text = new StringBuilder(bytes.length());
        for (int at = 0; at < bytes.length(); at += width(bytes, at)) {
            text.appendCodePoint(rune(bytes, at));
        }
        return text.toString();
    }

    /** The rune that begins at the byte. */
    static int rune(String bytes, int at) {
        int first = bytes.charAt(at);
        return switch (width(bytes, at)) {
            case 2 -> (first & 0x1F) << 6 | tail(bytes, at + 1);
            case 3 -> (first & 0x0F) << 12 | tail(bytes, at + 1) << 6 | tail(bytes, at + 2);
            case 4 -> (first & 0x07) << 18 | tail(bytes, at + 1) << 12 | tail(bytes, at + 2) << 6 | tail(bytes, at + 3);
            default -> first < 0x80 ? first : REPLACEMENT;
        };
    }

    /** How many bytes the rune takes that begins at the byte: 1 to 4. */
    static int width(String bytes, int at) {
        int first = bytes.charAt(at);
        int width = first < 0xC2 || first > 0xF4 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        if (at + width > bytes.length()) {
            return 1;
        }
        for (int i = 1; i < width; i++) {
            if ((bytes.charAt(at + i) & 0xC0) != 0x80) {
                return 1;
            }
        }
        int second = width > 2 ? bytes.charAt(at + 1) : 0;
        boolean overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
        boolean beyond = (first == 0xED && second > 0x9F) || (first == 0xF4 && second > 0x8F);
        return overlong || beyond ? 1 : width;
    }

    /** Whether a rune begins at the byte, and not a stray byte. */
    static boolean isRune(String bytes, int at) {
        return bytes.charAt(at) < 0x80 || width(bytes, at) > 1;
    }

    static boolean isValidRune(long rune) {
        return rune >= 0 && rune <= MAX_RUNE && !(rune >= 0xD800 && rune <= 0xDFFF);
    }

    /** The bytes of a rune; of what is none, those of U+FFFD. */
    static String ofRune(long rune) {
        return bytes(Character.toString(isValidRune(rune) ? (int) rune : REPLACEMENT));
    }

    /** How many runes there are, as Go counts the width of a column. */
    static int runes(String bytes) {
        int count = 0;
        for (int at = 0; at < bytes.length(); at += width(bytes, at)) {
            count++;
        }
        return count;
    }

    /** The first runes of a text, at most so many. */
    static String firstRunes(String bytes, int most) {
        int at = 0;
        for (int count = 0; count < most && at < bytes.length(); count++) {
            at += width(bytes, at);
        }
        return bytes.substring(0, at);
    }

    private static int tail(String bytes, int at) {
        return bytes.charAt(at) & 0x3F;
    }
}
