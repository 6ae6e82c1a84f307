package org.aethercreator.hub;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Answers of {@link HubServer}, the right and the wrong ones. */
final class HubServerAnswers {
    private HubServerAnswers() {}

    static void json(HttpExchange exchange, String json) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/json; charset=utf-8");
        send(exchange, 200, json.getBytes(StandardCharsets.UTF_8));
    }

    static void error(HttpExchange exchange, int status, String code, String message) throws IOException {
        exchange.getResponseHeaders().add("X-Error-Code", code);
        exchange.getResponseHeaders().add("X-Error-Message", message);
        send(exchange, status, ("{\"error\":\"" + message + "\"}").getBytes(StandardCharsets.UTF_8));
    }

    static void redirect(HttpExchange exchange, int status, String target) throws IOException {
        exchange.getResponseHeaders().add("Location", target);
        send(exchange, status, new byte[0]);
    }

    /** The part that is asked for. */
    static void content(HttpExchange exchange, byte[] content) throws IOException {
        String range = HubServer.header(exchange, "Range");
        if (range.isEmpty()) {
            send(exchange, 200, content);
            return;
        }
        int from = Integer.parseInt(range.replaceFirst("bytes=(\\d+)-.*", "$1"));
        exchange.getResponseHeaders()
                .add("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
        send(exchange, 206, Arrays.copyOfRange(content, from, content.length));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(body.length));
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    /** Ends the connection after so many bytes of the part that is asked for. */
    static HubServer.Fault cutAfter(int bytes) {
        return (exchange, content) -> {
            String range = HubServer.header(exchange, "Range");
            int from = range.isEmpty() ? 0 : Integer.parseInt(range.replaceFirst("bytes=(\\d+)-.*", "$1"));
            if (from > 0) {
                exchange.getResponseHeaders()
                        .add("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
            }
            exchange.sendResponseHeaders(from > 0 ? 206 : 200, content.length - from);
            OutputStream body = exchange.getResponseBody();
            body.write(content, from, Math.min(bytes, content.length - from));
            body.flush();
        };
    }

    /** Sends the whole, whatever part is asked for. */
    static HubServer.Fault wholeInstead() {
        return (exchange, content) -> {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
        };
    }

    /** Sends other bytes than those of the file. */
    static HubServer.Fault otherBytes(byte[] other) {
        return (exchange, content) -> {
            exchange.sendResponseHeaders(200, other.length);
            exchange.getResponseBody().write(other);
        };
    }

    static HubServer.Fault status(int status, String... headers) {
        return (exchange, content) -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
            }
            exchange.sendResponseHeaders(status, -1);
        };
    }

    static HubServer.Fault text(int status, String text) {
        return (exchange, content) -> {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }
}
