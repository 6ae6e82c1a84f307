package org.aethercreator.kernel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/**
 * A front end that speaks the protocol on its own, sharing no code with the kernel. Used by one thread. Whatever does
 * not come in time fails the test with what came instead.
 */
public final class FrontEnd implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String DELIMITER = "<IDS|MSG>";

    /** The sockets of a kernel. */
    public enum Port {
        SHELL("shell_port", SocketType.DEALER),
        CONTROL("control_port", SocketType.DEALER),
        STDIN("stdin_port", SocketType.DEALER),
        IOPUB("iopub_port", SocketType.SUB),
        HEARTBEAT("hb_port", SocketType.REQ);

        private final String key;
        private final SocketType type;

        Port(String key, SocketType type) {
            this.key = key;
            this.type = type;
        }
    }

    /** What came from the kernel. */
    public record Received(String topic, JsonNode header, JsonNode parent, JsonNode metadata, JsonNode content) {
        public String type() {
            return header.path("msg_type").asText();
        }

        public boolean isAbout(String messageId) {
            return parent.path("msg_id").asText().equals(messageId);
        }

        private boolean isIdle(String messageId) {
            return type().equals("status")
                    && isAbout(messageId)
                    && content.path("execution_state").asText().equals("idle");
        }
    }

    /** The reply to a request, and what was published about it, from busy to idle. */
    public record Outcome(Received reply, List<Received> published) {
        public List<String> types() {
            return published.stream().map(Received::type).toList();
        }

        public List<Received> published(String type) {
            return published.stream().filter(one -> one.type().equals(type)).toList();
        }

        public String text(String stream) {
            StringBuilder text = new StringBuilder();
            published("stream").stream()
                    .filter(one -> one.content().path("name").asText().equals(stream))
                    .forEach(one -> text.append(one.content().path("text").asText()));
            return text.toString();
        }
    }

    private final ZMQ.Context context = ZMQ.context(1);
    private final Map<Port, ZMQ.Socket> sockets = new EnumMap<>(Port.class);
    private final Map<Port, List<Received>> backlog = new EnumMap<>(Port.class);
    private final String session = UUID.randomUUID().toString();
    private final String key;

    /** Connects to the kernel of {@code connectionFile}, and waits until it has welcomed this subscriber. */
    public FrontEnd(Path connectionFile) throws IOException {
        JsonNode connection = JSON.readTree(connectionFile.toFile());
        key = connection.path("key").asText();
        for (Port port : Port.values()) {
            ZMQ.Socket socket = context.socket(port.type);
            socket.setLinger(0);
            socket.setHWM(0);
            if (port.type == SocketType.DEALER) {
                socket.setIdentity(session.getBytes(StandardCharsets.UTF_8));
            }
            if (port.type == SocketType.SUB) {
                socket.subscribe("");
            }
            socket.connect("tcp://" + connection.path("ip").asText() + ":"
                    + connection.path(port.key).asInt());
            sockets.put(port, socket);
        }
        receive(Port.IOPUB, message -> message.type().equals("iopub_welcome"));
    }

    /** Writes a connection file with free ports. */
    public static Path connectionFile(Path folder) throws IOException {
        ObjectNode connection = JSON.createObjectNode()
                .put("transport", "tcp")
                .put("ip", "127.0.0.1")
                .put("key", UUID.randomUUID().toString())
                .put("signature_scheme", "hmac-sha256")
                .put("kernel_name", "aethercreator");
        List<ServerSocket> taken = new ArrayList<>();
        for (Port port : Port.values()) {
            ServerSocket socket = new ServerSocket(0);
            taken.add(socket);
            connection.put(port.key, socket.getLocalPort());
        }
        for (ServerSocket socket : taken) {
            socket.close();
        }
        return Files.writeString(folder.resolve("connection.json"), connection.toString());
    }

    /** Runs {@code code} as a notebook does. */
    public Outcome execute(String code) {
        return execute(code, Map.of());
    }

    public Outcome execute(String code, Map<String, Object> options) {
        return outcome(Port.SHELL, sendExecute(code, options));
    }

    /** Sends an execute request without waiting; returns its id. */
    public String sendExecute(String code, Map<String, Object> options) {
        ObjectNode content = JSON.createObjectNode()
                .put("code", code)
                .put("silent", false)
                .put("store_history", true)
                .put("allow_stdin", true)
                .put("stop_on_error", true);
        content.set("user_expressions", JSON.createObjectNode());
        content.setAll((ObjectNode) JSON.valueToTree(options));
        return send(Port.SHELL, "execute_request", content);
    }

    /** Asks on the shell channel and waits for reply and idle. */
    public Outcome ask(String type, Map<String, Object> content) {
        return ask(Port.SHELL, type, content);
    }

    public Outcome ask(Port port, String type, Map<String, Object> content) {
        return outcome(port, send(port, type, content));
    }

    /** Waits for the reply to a request and for its idle. */
    public Outcome outcome(Port port, String messageId) {
        Received reply = receive(port, message -> message.isAbout(messageId));
        return new Outcome(reply, published(messageId));
    }

    /** What is published about a message until its idle. */
    public List<Received> published(String messageId) {
        List<Received> published = new ArrayList<>();
        Received next;
        do {
            next = receive(Port.IOPUB, message -> message.isAbout(messageId));
            published.add(next);
        } while (!next.isIdle(messageId));
        return published;
    }

    /** Signs and sends; returns the message's id. */
    public String send(Port port, String type, Object content) {
        String id = UUID.randomUUID().toString();
        sendFrames(port, sign(parts(id, type, JSON.createObjectNode(), content)));
        return id;
    }

    /** Answers an {@code input_request}. */
    public void sendInput(Received request, String value) {
        sendFrames(
                Port.STDIN,
                sign(parts(UUID.randomUUID().toString(), "input_reply", request.header(), Map.of("value", value))));
    }

    /** Header, parent header, metadata and content as JSON. */
    public List<byte[]> parts(String id, String type, JsonNode parent, Object content) {
        ObjectNode header = JSON.createObjectNode()
                .put("msg_id", id)
                .put("session", session)
                .put("username", "tester")
                .put("date", "2026-11-24T00:00:00.000000Z")
                .put("msg_type", type)
                .put("version", "5.3")
                .putNull("subshell_id")
                .put("a_field_of_the_future", 1);
        try {
            return List.of(
                    JSON.writeValueAsBytes(header),
                    JSON.writeValueAsBytes(parent),
                    "{}".getBytes(StandardCharsets.UTF_8),
                    JSON.writeValueAsBytes(content));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The frames of a message: delimiter, signature and parts. */
    public List<byte[]> sign(List<byte[]> parts) {
        List<byte[]> frames = new ArrayList<>();
        frames.add(DELIMITER.getBytes(StandardCharsets.UTF_8));
        frames.add(signature(parts).getBytes(StandardCharsets.UTF_8));
        frames.addAll(parts);
        return frames;
    }

    public void sendFrames(Port port, List<byte[]> frames) {
        for (int i = 0; i < frames.size(); i++) {
            sockets.get(port).send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
        }
    }

    /** The next raw frame, as the heartbeat answers. */
    public byte[] receiveFrame(Port port) {
        ZMQ.Socket socket = sockets.get(port);
        socket.setReceiveTimeOut((int) LIMIT.toMillis());
        return socket.recv();
    }

    /** The next message that {@code wanted} accepts; those before it are kept for later calls. */
    public Received receive(Port port, Predicate<Received> wanted) {
        List<Received> kept = backlog.computeIfAbsent(port, any -> new ArrayList<>());
        for (Received message : kept) {
            if (wanted.test(message)) {
                kept.remove(message);
                return message;
            }
        }
        while (true) {
            Received message = next(port);
            if (message == null) {
                throw new AssertionError("Nothing more came on " + port + " within " + LIMIT + "; unwanted came: "
                        + kept.stream().map(Received::type).toList());
            }
            if (wanted.test(message)) {
                return message;
            }
            kept.add(message);
        }
    }

    private Received next(Port port) {
        byte[] frame = receiveFrame(port);
        if (frame == null) {
            return null;
        }
        List<byte[]> frames = new ArrayList<>(List.of(frame));
        while (sockets.get(port).hasReceiveMore()) {
            frames.add(sockets.get(port).recv());
        }
        int delimiter = 0;
        while (!new String(frames.get(delimiter), StandardCharsets.UTF_8).equals(DELIMITER)) {
            delimiter++;
        }
        List<byte[]> parts = frames.subList(delimiter + 2, delimiter + 6);
        if (!signature(parts).equals(new String(frames.get(delimiter + 1), StandardCharsets.UTF_8))) {
            throw new AssertionError("The kernel's signature is wrong");
        }
        String topic = delimiter == 0 ? "" : new String(frames.get(0), StandardCharsets.UTF_8);
        try {
            return new Received(
                    topic,
                    JSON.readTree(parts.get(0)),
                    JSON.readTree(parts.get(1)),
                    JSON.readTree(parts.get(2)),
                    JSON.readTree(parts.get(3)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String signature(List<byte[]> parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            parts.forEach(mac::update);
            return HexFormat.of().formatHex(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        sockets.values().forEach(ZMQ.Socket::close);
        context.term();
    }
}
