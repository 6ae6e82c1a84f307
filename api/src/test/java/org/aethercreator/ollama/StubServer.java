package org.aethercreator.ollama;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Answers byte for byte what a test wants, the wrong as well as the right, which no HTTP library would do. One request
 * a connection.
 */
final class StubServer implements AutoCloseable {
    /** A request that came. */
    record Request(String method, String path, String head, String text) {}

    /** What is sent, and what happens then. */
    private record Reply(String response, boolean hold) {}

    private static final Reply NOT_FOUND = new Reply(
            "HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\nContent-Length: 18\r\nConnection: close\r\n\r\n"
                    + "404 page not found",
            false);

    private final ServerSocket listener;
    private final Map<String, Reply> replies = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch hungUp = new CountDownLatch(1);

    StubServer() throws IOException {
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::listen, "stub-server");
        thread.setDaemon(true);
        thread.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    List<Request> requests() {
        return requests;
    }

    /** The requests to one path, such as {@code POST /api/create}. */
    List<Request> requests(String route) {
        return requests.stream()
                .filter(request -> (request.method() + " " + request.path()).equals(route))
                .toList();
    }

    StubServer json(String route, int status, String body) {
        return reply(route, status, "application/json; charset=utf-8", body);
    }

    StubServer lines(String route, String... lines) {
        return reply(route, 200, "application/x-ndjson", String.join("\n", lines) + "\n");
    }

    StubServer reply(String route, int status, String type, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return raw(
                route,
                "HTTP/1.1 " + status + " Status\r\nContent-Type: " + type + "\r\nContent-Length: " + bytes.length
                        + "\r\nConnection: close\r\n\r\n" + body);
    }

    /** Sends exactly this and closes the connection. */
    StubServer raw(String route, String response) {
        replies.put(route, new Reply(response, false));
        return this;
    }

    /** Sends exactly this and keeps the connection open, until the client closes it. */
    StubServer hold(String route, String response) {
        replies.put(route, new Reply(response, true));
        return this;
    }

    /** Waits until a {@linkplain #hold held} answer was begun. */
    boolean awaitHeld() throws InterruptedException {
        return held.await(10, TimeUnit.SECONDS);
    }

    /** Waits until the client has closed the connection of a {@linkplain #hold held} answer. */
    boolean awaitHungUp() throws InterruptedException {
        return hungUp.await(10, TimeUnit.SECONDS);
    }

    private void listen() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                Thread thread = new Thread(() -> serve(socket), "stub-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = socket.getInputStream();
            String head = head(in);
            String[] first = head.split("[ \r]", 3);
            requests.add(new Request(first[0], first[1], head, body(in, head)));
            Reply reply = replies.getOrDefault(first[0] + " " + first[1], NOT_FOUND);
            socket.getOutputStream().write(reply.response().getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            if (reply.hold()) {
                held.countDown();
                waitForEnd(in);
                hungUp.countDown();
            }
        } catch (IOException gone) {
            hungUp.countDown();
        }
    }

    private static void waitForEnd(InputStream in) throws IOException {
        int read = in.read();
        while (read >= 0) {
            read = in.read();
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int read = in.read();
            if (read < 0) {
                throw new IOException("no whole request");
            }
            head.write(read);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static String body(InputStream in, String head) throws IOException {
        String lower = head.toLowerCase(Locale.ROOT);
        if (lower.contains("transfer-encoding: chunked")) {
            StringBuilder body = new StringBuilder();
            for (int size = chunkSize(in); size > 0; size = chunkSize(in)) {
                body.append(new String(in.readNBytes(size), StandardCharsets.UTF_8));
                line(in);
            }
            line(in);
            return body.toString();
        }
        int length = lower.lines()
                .filter(line -> line.startsWith("content-length:"))
                .mapToInt(line ->
                        Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
                .findFirst()
                .orElse(0);
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private static int chunkSize(InputStream in) throws IOException {
        return Integer.parseInt(line(in), 16);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int read = in.read(); read >= 0 && read != '\n'; read = in.read()) {
            line.append((char) read);
        }
        return line.toString().strip();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
