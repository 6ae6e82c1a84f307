package org.aethercreator.kernel.display;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One value in several representations, of which a front end shows the richest that it can.
 *
 * @param data representation by MIME type: text as {@code String}, binary formats as base64 {@code String}, JSON
 *     formats as {@code Map}, {@code List}, {@code String}, {@code Number} or {@code Boolean}
 * @param metadata by MIME type or free key, as the Jupyter messaging protocol has it
 */
public record MimeBundle(Map<String, Object> data, Map<String, Object> metadata) {
    public static final String PLAIN = "text/plain";
    public static final String HTML = "text/html";
    public static final String SVG = "image/svg+xml";

    public MimeBundle {
        data = Map.copyOf(data);
        metadata = Map.copyOf(metadata);
    }

    /** Plain text alone. */
    public static MimeBundle text(String plain) {
        return new MimeBundle(Map.of(PLAIN, plain), Map.of());
    }

    /** HTML, and the plain text for front ends without it. */
    public static MimeBundle html(String html, String plain) {
        return text(plain).with(HTML, html);
    }

    /** This bundle with one more representation. */
    public MimeBundle with(String mimeType, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(data);
        more.put(mimeType, value);
        return new MimeBundle(more, metadata);
    }
}
