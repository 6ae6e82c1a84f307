package org.aethercreator.kernel.protocol;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One message.
 *
 * @param identities routing frames: to whom a message on a router socket goes, or the topic on iopub
 * @param parent header of the request that it belongs to, or {@code null}
 * @param buffers binary data beside the content
 */
public record Message<C extends Content>(
        List<byte[]> identities,
        Header header,
        @Nullable Header parent,
        Map<String, Object> metadata,
        C content,
        List<byte[]> buffers) {
    public Message {
        identities = List.copyOf(identities);
        buffers = List.copyOf(buffers);
    }

    public String type() {
        return header.messageType();
    }

    /** Whether an answer is expected. */
    public boolean isRequest() {
        return type().endsWith("_request");
    }
}
