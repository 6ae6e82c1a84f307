package org.aethercreator.kernel.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JacksonException;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * Where a kernel binds its sockets and with which key it signs, as the front end wrote it.
 *
 * @param transport {@code tcp}
 * @param key for signing; empty for none
 */
public record ConnectionFile(
        String transport,
        String ip,
        int shellPort,
        int controlPort,
        int stdinPort,
        int iopubPort,
        @JsonProperty("hb_port") int heartbeatPort,
        String key,
        String signatureScheme) {
    private static final int LAST_PORT = 65_535;

    public ConnectionFile {
        transport = Objects.requireNonNullElse(transport, "tcp");
        ip = Objects.requireNonNullElse(ip, "127.0.0.1");
        key = Objects.requireNonNullElse(key, "");
        signatureScheme = Objects.requireNonNullElse(signatureScheme, "hmac-sha256");
        if (!transport.equals("tcp")) {
            throw new IllegalArgumentException("Its \"transport\" is \"" + transport
                    + "\", but this kernel speaks \"tcp\" only. Start the front end without"
                    + " --KernelManager.transport, or with tcp.");
        }
        requirePort("shell_port", shellPort);
        requirePort("control_port", controlPort);
        requirePort("stdin_port", stdinPort);
        requirePort("iopub_port", iopubPort);
        requirePort("hb_port", heartbeatPort);
    }

    private static void requirePort(String name, int port) {
        if (port < 1 || port > LAST_PORT) {
            throw new IllegalArgumentException(
                    "Its \"" + name + "\" is " + port + ", but has to be a port from 1 to " + LAST_PORT + ".");
        }
    }

    /** @throws IOException in one paragraph for the user, if there is no such file or it is no connection file */
    public static ConnectionFile read(Path path) throws IOException {
        byte[] json;
        try {
            json = Files.readAllBytes(path);
        } catch (NoSuchFileException e) {
            throw new NoSuchFileException("The connection file " + path + " does not exist. Jupyter writes it before it"
                    + " starts a kernel; start the kernel from Jupyter.");
        } catch (AccessDeniedException e) {
            throw new AccessDeniedException("The connection file " + path + " cannot be read by this user.");
        } catch (IOException e) {
            throw new IOException("The connection file " + path + " cannot be read: " + e.getMessage(), e);
        }
        try {
            return Json.MAPPER.readValue(json, ConnectionFile.class);
        } catch (JacksonException e) {
            String reason = e.getCause() instanceof IllegalArgumentException cause
                    ? String.valueOf(cause.getMessage())
                    : "It is no JSON object with the fields of one (" + e.getOriginalMessage() + ").";
            throw new IOException("The file " + path + " is no connection file for this kernel. " + reason, e);
        }
    }

    /** For a kernel on this machine: ports that are free now, and a new key. */
    public static ConnectionFile onFreePorts() throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 5; i++) {
                sockets.add(new ServerSocket(0));
            }
            List<Integer> ports =
                    sockets.stream().map(ServerSocket::getLocalPort).toList();
            return new ConnectionFile(
                    "tcp",
                    "127.0.0.1",
                    ports.get(0),
                    ports.get(1),
                    ports.get(2),
                    ports.get(3),
                    ports.get(4),
                    UUID.randomUUID().toString(),
                    "hmac-sha256");
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }

    /** Writes it for {@link #read}; the file holds a secret and should be its owner's only. */
    public void write(Path path) throws IOException {
        Files.write(path, Json.MAPPER.writeValueAsBytes(this));
    }

    /** The address of one of its ports, as ZeroMQ writes it. */
    public String address(int port) {
        return transport + "://" + ip + ":" + port;
    }

    /** Hides the key, which is a secret. */
    @Override
    public String toString() {
        return "ConnectionFile[" + address(shellPort) + ", other ports "
                + List.of(controlPort, stdinPort, iopubPort, heartbeatPort) + "]";
    }
}
