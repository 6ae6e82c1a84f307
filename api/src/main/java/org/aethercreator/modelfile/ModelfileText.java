package org.aethercreator.modelfile;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Bytes to text as Ollama's reader does it: UTF-8, or what a byte order mark says; never an error, but U+FFFD for what
 * cannot be decoded. (Go's {@code unicode.BOMOverride(unicode.UTF8.NewDecoder())} of golang.org/x/text v0.30.0.)
 */
final class ModelfileText {
    private static final char REPLACEMENT = '\uFFFD';

    private ModelfileText() {}

    static String decode(byte[] bytes) {
        if (startsWith(bytes, 0xFF, 0xFE)) {
            return decodeUtf16(bytes, false);
        }
        if (startsWith(bytes, 0xFE, 0xFF)) {
            return decodeUtf16(bytes, true);
        }
        // After a UTF-8 mark Go reads rune by rune, and a malformed sequence costs one U+FFFD a byte; without a mark
        // it goes through a decoder that spends one U+FFFD on the longest valid beginning.
        return startsWith(bytes, 0xEF, 0xBB, 0xBF) ? decodeUtf8(bytes, 3, true) : decodeUtf8(bytes, 0, false);
    }

    /** What {@link #decode} would give for {@code text} saved as UTF-8. */
    static String normalize(String text) {
        String withoutMark = text.startsWith("\uFEFF") ? text.substring(1) : text;
        if (withoutMark.codePoints().noneMatch(ModelfileText::isSurrogate)) {
            return withoutMark;
        }
        StringBuilder well = new StringBuilder(withoutMark.length());
        withoutMark.codePoints().forEach(rune -> well.appendCodePoint(isSurrogate(rune) ? REPLACEMENT : rune));
        return well.toString();
    }

    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    private static boolean startsWith(byte[] bytes, int... mark) {
        if (bytes.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static String decodeUtf8(byte[] bytes, int offset, boolean replaceEachByte) {
        CharsetDecoder decoder = newDecoder(StandardCharsets.UTF_8);
        ByteBuffer in = ByteBuffer.wrap(bytes, offset, bytes.length - offset);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        for (CoderResult result = decoder.decode(in, out, true);
                result.isError();
                result = decoder.decode(in, out, true)) {
            out.put(REPLACEMENT);
            in.position(in.position() + (replaceEachByte ? 1 : maximalSubpart(bytes, in.position())));
            decoder.reset();
        }
        return out.flip().toString();
    }

    /**
     * How many bytes of a malformed sequence could still begin a character (Unicode, chapter 3.9); the JDK's decoder
     * counts encoded surrogates otherwise.
     */
    private static int maximalSubpart(byte[] bytes, int at) {
        int first = bytes[at] & 0xFF;
        int continuations = first < 0xC2 || first > 0xF4 ? 0 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
        int low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        int high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        int length = 1;
        while (length <= continuations && at + length < bytes.length) {
            int next = bytes[at + length] & 0xFF;
            if (next < low || next > high) {
                break;
            }
            low = 0x80;
            high = 0xBF;
            length++;
        }
        return length;
    }

    private static CharsetDecoder newDecoder(Charset charset) {
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    private static String decodeUtf16(byte[] bytes, boolean bigEndian) {
        StringBuilder text = new StringBuilder(bytes.length / 2);
        int at = 2;
        while (at < bytes.length) {
            if (at + 1 == bytes.length) {
                text.append(REPLACEMENT);
                break;
            }
            char unit = unitAt(bytes, at, bigEndian);
            at += 2;
            if (!Character.isSurrogate(unit)) {
                text.append(unit);
                continue;
            }
            // Go looks at the next unit only: a low surrogate there is consumed, whatever this unit is.
            boolean lowFollows = at + 1 < bytes.length && Character.isLowSurrogate(unitAt(bytes, at, bigEndian));
            if (lowFollows && Character.isHighSurrogate(unit)) {
                text.append(unit).append(unitAt(bytes, at, bigEndian));
            } else {
                text.append(REPLACEMENT);
            }
            at += lowFollows ? 2 : 0;
        }
        return text.toString();
    }

    private static char unitAt(byte[] bytes, int at, boolean bigEndian) {
        int first = bytes[at] & 0xFF;
        int second = bytes[at + 1] & 0xFF;
        return (char) (bigEndian ? first << 8 | second : second << 8 | first);
    }
}
