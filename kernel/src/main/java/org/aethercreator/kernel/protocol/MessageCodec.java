package org.aethercreator.kernel.protocol;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonMappingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Messages as frames of a ZeroMQ socket, signed: identities, a delimiter, signature, header, parent header, metadata,
 * content, buffers. Safe for use by several threads.
 */
public final class MessageCodec {
    private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NO_PARENT = "{}".getBytes(StandardCharsets.US_ASCII);
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};
    /** Header, parent header, metadata and content are signed. */
    private static final int SIGNED_PARTS = 4;

    private final MessageSignature signature;
    private final SeenSignatures seen = new SeenSignatures();

    private MessageCodec(MessageSignature signature) {
        this.signature = signature;
    }

    /** @throws IllegalArgumentException if this Java does not know the signature scheme */
    public static MessageCodec of(ConnectionFile connection) {
        return new MessageCodec(new MessageSignature(connection.signatureScheme(), connection.key()));
    }

    /** @throws IllegalArgumentException if the content holds something that is no JSON */
    public List<byte[]> encode(Message<?> message) {
        List<byte[]> signed = new ArrayList<>(SIGNED_PARTS);
        try {
            signed.add(json(message.header()));
            signed.add(message.parent() == null ? NO_PARENT : json(message.parent()));
            signed.add(json(message.metadata()));
            signed.add(json(message.content()));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "The " + message.type() + " cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
        List<byte[]> frames = new ArrayList<>(message.identities());
        frames.add(DELIMITER);
        frames.add(signature.sign(signed));
        frames.addAll(signed);
        frames.addAll(message.buffers());
        return frames;
    }

    // By way of a string: a half surrogate pair, which is no error in Java, becomes a question mark, not an exception.
    private static byte[] json(@Nullable Object value) throws JsonProcessingException {
        return Json.MAPPER.writeValueAsString(value).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads a message and checks its signature. A content that does not fit its kind becomes {@link MalformedContent},
     * one of an unknown kind {@link UnknownContent}, so that the request can still be answered.
     *
     * @throws MessageFormatException if the frames are no message, or the signature is wrong or was used before
     */
    public Message<Content> decode(List<byte[]> frames) {
        int delimiter = 0;
        while (delimiter < frames.size() && !Arrays.equals(frames.get(delimiter), DELIMITER)) {
            delimiter++;
        }
        int first = delimiter + 2;
        if (first + SIGNED_PARTS > frames.size()) {
            throw new MessageFormatException("A message of " + frames.size()
                    + " frames has no delimiter followed by signature, header, parent header, metadata and content.");
        }
        List<byte[]> signed = frames.subList(first, first + SIGNED_PARTS);
        check(frames.get(first - 1), signed);
        try {
            Header header = Json.MAPPER.readValue(signed.get(0), Header.class);
            Map<String, Object> parent = Json.MAPPER.readValue(signed.get(1), MAP);
            return new Message<>(
                    frames.subList(0, delimiter),
                    header,
                    parent == null || parent.isEmpty() ? null : new Header(parent),
                    Json.orEmpty(Json.MAPPER.readValue(signed.get(2), MAP)),
                    content(header.messageType(), signed.get(3)),
                    frames.subList(first + SIGNED_PARTS, frames.size()));
        } catch (IOException | IllegalArgumentException e) {
            throw new MessageFormatException("The header of a signed message cannot be read: " + reason(e), e);
        }
    }

    private void check(byte[] found, List<byte[]> signed) {
        if (!signature.isOn()) {
            return;
        }
        if (found.length == 0) {
            throw new MessageFormatException("A message is not signed.");
        }
        if (!signature.matches(found, signed)) {
            throw new MessageFormatException("The signature of a message is not made with this kernel's key.");
        }
        if (!seen.add(found)) {
            throw new MessageFormatException("A message was sent before, with the same signature.");
        }
    }

    private static Content content(String type, byte[] json) {
        try {
            Optional<MessageType> known = MessageType.named(type);
            return known.isPresent()
                    ? Json.MAPPER.readValue(json, known.get().contentType())
                    : new UnknownContent(Json.orEmpty(Json.MAPPER.readValue(json, MAP)));
        } catch (IOException e) {
            return new MalformedContent("The content of " + type + " cannot be read. " + reason(e));
        }
    }

    /** What is wrong, without Jackson's excerpt of the source. */
    private static String reason(Exception e) {
        if (e instanceof JsonMappingException mapping && mapping.getCause() instanceof IllegalArgumentException cause) {
            return String.valueOf(cause.getMessage());
        }
        return e instanceof JacksonException json ? json.getOriginalMessage() : String.valueOf(e.getMessage());
    }
}
