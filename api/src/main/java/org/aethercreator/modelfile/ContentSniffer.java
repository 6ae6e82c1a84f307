package org.aethercreator.modelfile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The kind of a file by its first 512 bytes, as Go's {@code http.DetectContentType} names it (video in MP4 apart);
 * Ollama takes weights and settings of a folder by it.
 */
final class ContentSniffer {
    static final String BINARY = "application/octet-stream";
    static final String ZIP = "application/zip";
    static final String TEXT = "text/plain";

    private static final int SNIFFED_BYTES = 512;
    private static final List<Signature> SIGNATURES = List.of(
            signature(
                    "(?i)[\\t\\n\\f\\r ]*<(!DOCTYPE HTML|HTML|HEAD|SCRIPT|IFRAME|H1|DIV|FONT|TABLE|A|STYLE|TITLE|B|BODY|BR|P|!--)"
                            + "[ >]",
                    "text/html"),
            signature("[\\t\\n\\f\\r ]*<\\?xml", "text/xml"),
            signature("%PDF-", "application/pdf"),
            signature("%!PS-Adobe-", "application/postscript"),
            // Byte order marks make a text of everything that is longer than they are.
            signature("(\\xFE\\xFF|\\xFF\\xFE).{2}|\\xEF\\xBB\\xBF.", TEXT),
            signature("\\x00\\x00[\\x01\\x02]\\x00", "image/x-icon"),
            signature("BM", "image/bmp"),
            signature("GIF8[79]a", "image/gif"),
            signature("RIFF.{4}WEBPVP", "image/webp"),
            signature("\\x89PNG\\r\\n\\x1A\\n", "image/png"),
            signature("\\xFF\\xD8\\xFF", "image/jpeg"),
            signature("FORM.{4}AIFF", "audio/aiff"),
            signature("ID3", "audio/mpeg"),
            signature("OggS\\x00", "application/ogg"),
            signature("MThd\\x00\\x00\\x00\\x06", "audio/midi"),
            signature("RIFF.{4}AVI ", "video/avi"),
            signature("RIFF.{4}WAVE", "audio/wave"),
            signature("\\x1A\\x45\\xDF\\xA3", "video/webm"),
            signature(".{34}LP", "application/vnd.ms-fontobject"),
            signature("\\x00\\x01\\x00\\x00", "font/ttf"),
            signature("OTTO", "font/otf"),
            signature("ttcf", "font/collection"),
            signature("wOFF", "font/woff"),
            signature("wOF2", "font/woff2"),
            signature("\\x1F\\x8B\\x08", "application/x-gzip"),
            signature("PK\\x03\\x04", ZIP),
            signature("Rar!\\x1A\\x07(\\x00|\\x01\\x00)", "application/x-rar-compressed"),
            signature("\\x00asm", "application/wasm"));
    private static final Pattern BINARY_BYTE = Pattern.compile("[\\x00-\\x08\\x0B\\x0E-\\x1A\\x1C-\\x1F]");

    private record Signature(Pattern beginning, String type) {}

    private ContentSniffer() {}

    private static Signature signature(String beginning, String type) {
        return new Signature(Pattern.compile(beginning, Pattern.DOTALL), type);
    }

    static String typeOf(Path file) throws IOException {
        String head;
        try (InputStream in = Files.newInputStream(file)) {
            head = new String(in.readNBytes(SNIFFED_BYTES), StandardCharsets.ISO_8859_1);
        }
        return SIGNATURES.stream()
                .filter(signature -> signature.beginning().matcher(head).lookingAt())
                .map(Signature::type)
                .findFirst()
                .orElseGet(() -> BINARY_BYTE.matcher(head).find() ? BINARY : TEXT);
    }
}
