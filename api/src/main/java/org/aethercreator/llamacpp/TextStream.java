package org.aethercreator.llamacpp;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Turns the bytes of tokens into text that may be shown: a character split over tokens waits for its last byte, and
 * what may be the beginning of a stop text waits until it is none.
 */
final class TextStream {
    private final List<String> stops;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private ByteBuffer undecoded = ByteBuffer.allocate(0);
    private final StringBuilder held = new StringBuilder();
    private boolean stopped;

    TextStream(List<String> stops) {
        this.stops = stops;
    }

    /** Takes a token's bytes; returns what may be shown now. */
    String append(byte[] piece) {
        ByteBuffer bytes = ByteBuffer.allocate(undecoded.remaining() + piece.length)
                .put(undecoded)
                .put(piece)
                .flip();
        CharBuffer characters = CharBuffer.allocate(bytes.remaining());
        decoder.decode(bytes, characters, false);
        undecoded = bytes;
        held.append(characters.flip());
        return release();
    }

    /** Whether a stop text appeared; what follows it was dropped. */
    boolean stopped() {
        return stopped;
    }

    /** What was held back, at the end of the text; the bytes of an unfinished character are dropped. */
    String finish() {
        String rest = stopped ? "" : held.toString();
        held.setLength(0);
        return rest;
    }

    private String release() {
        int stopAt = -1;
        for (String stop : stops) {
            int at = held.indexOf(stop);
            if (at >= 0 && (stopAt < 0 || at < stopAt)) {
                stopAt = at;
            }
        }
        stopped = stopAt >= 0;
        int end = stopped ? stopAt : held.length() - heldBack();
        String shown = held.substring(0, end);
        held.delete(0, end);
        return shown;
    }

    /** Length of the longest end of the text that begins a stop text. */
    private int heldBack() {
        int longest = 0;
        for (String stop : stops) {
            for (int length = Math.min(stop.length() - 1, held.length()); length > longest; length--) {
                if (stop.startsWith(held.substring(held.length() - length))) {
                    longest = length;
                }
            }
        }
        return longest;
    }
}
