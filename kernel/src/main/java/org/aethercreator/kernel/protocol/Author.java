package org.aethercreator.kernel.protocol;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Writes the headers of a kernel's messages. Its session names one run of the kernel. Safe for use by several threads.
 */
public final class Author {
    /** The version of the protocol that this package speaks. */
    public static final String PROTOCOL_VERSION = "5.5";

    private final String session = UUID.randomUUID().toString();
    private final AtomicLong messages = new AtomicLong();

    /** The answer to {@code request}, of the kind that belongs to it. */
    public <C extends Content> Message<C> reply(Message<?> request, C content, Map<String, Object> metadata) {
        String type = request.type().replaceFirst("_request$", "_reply");
        return new Message<>(request.identities(), header(type), request.header(), metadata, content, List.of());
    }

    /** A request, as a front end sends it. */
    public <C extends Content> Message<C> request(C content) {
        String type = MessageType.of(content).wireName();
        return new Message<>(List.of(), header(type), null, Map.of(), content, List.of());
    }

    /** A message to the sender of {@code request} on another channel, such as an {@link InputRequest}. */
    public <C extends Content> Message<C> ask(Message<?> request, C content) {
        String type = MessageType.of(content).wireName();
        return new Message<>(request.identities(), header(type), request.header(), Map.of(), content, List.of());
    }

    /** A message to all front ends, about the request with the header {@code parent}, if any. */
    public <C extends Content> Message<C> publish(@Nullable Header parent, C content) {
        String type = MessageType.of(content).wireName();
        return publish(type, type.getBytes(StandardCharsets.UTF_8), parent, content);
    }

    /** The welcome to a subscriber, which goes to those who subscribed to the same topic only. */
    public Message<IopubWelcome> welcome(byte[] topic) {
        IopubWelcome content = new IopubWelcome(new String(topic, StandardCharsets.UTF_8));
        return publish(MessageType.IOPUB_WELCOME.wireName(), topic, null, content);
    }

    private <C extends Content> Message<C> publish(String type, byte[] topic, @Nullable Header parent, C content) {
        return new Message<>(List.of(topic), header(type), parent, Map.of(), content, List.of());
    }

    private Header header(String type) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("msg_id", session + "_" + messages.incrementAndGet());
        fields.put("session", session);
        fields.put("username", "kernel");
        fields.put("date", Instant.now().truncatedTo(ChronoUnit.MICROS).toString());
        fields.put("msg_type", type);
        fields.put("version", PROTOCOL_VERSION);
        return new Header(fields);
    }
}
