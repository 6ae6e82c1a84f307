package org.aethercreator.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.aethercreator.ollama.OllamaException.Reason;
import org.jspecify.annotations.Nullable;

/** What to say where no whole answer came. */
final class Failures {
    private static final int SHOWN_CHARACTERS = 200;
    private static final String LOG = "The server's log says more: journalctl -u ollama on Linux,"
            + " ~/.ollama/logs/server.log on macOS, %LOCALAPPDATA%\\Ollama\\server.log on Windows.";

    private Failures() {}

    static String log() {
        return LOG;
    }

    /** The request could not be sent, or its answer not be read to the end. */
    static OllamaException of(Call call, Throwable cause, Duration connectTimeout, int linesBefore) {
        if (cause instanceof HttpConnectTimeoutException) {
            return unreachable(call, "it accepts no connection within " + seconds(connectTimeout), cause);
        }
        if (cause instanceof ConnectException) {
            boolean unknown = cause.getCause() instanceof UnresolvedAddressException;
            String host = call.server().getHost();
            return unreachable(call, unknown ? "there is no host named " + host : "the connection is refused", cause);
        }
        if (cause instanceof ProtocolException
                || String.valueOf(cause.getMessage()).contains("Invalid status line")) {
            return new OllamaException(
                    Reason.NOT_OLLAMA,
                    0,
                    "",
                    call.asked() + " and answered no HTTP (" + cause.getMessage()
                            + "), so something else listens there."
                            + " Correct the address, by OLLAMA_HOST or OllamaClient.at(address).",
                    cause);
        }
        if (cause instanceof SSLException) {
            return unreachable(call, "there is no secure connection (" + cause.getMessage() + ")", cause);
        }
        return brokenOff(call, linesBefore, String.valueOf(cause.getMessage()), cause);
    }

    private static OllamaException unreachable(Call call, String why, Throwable cause) {
        return new OllamaException(
                Reason.UNREACHABLE,
                0,
                "",
                "No Ollama answers at " + call.server() + " (" + why + "), so it cannot " + call.purpose()
                        + ". Start one on this machine with: ollama serve (or open the Ollama app; get it from"
                        + " https://ollama.com/download). If it runs elsewhere, name the place in OLLAMA_HOST or by"
                        + " OllamaClient.at(address).",
                cause);
    }

    static OllamaException timedOut(Call call, Duration patience, Throwable cause) {
        return new OllamaException(
                Reason.TIMED_OUT,
                0,
                "",
                call.asked() + " and has sent nothing for " + seconds(patience)
                        + ". It may be loading a large model or be"
                        + " busy with other requests (ollama ps shows them). Wait longer with"
                        + " withFirstByteTimeout(duration), or restart the server.",
                cause);
    }

    static OllamaException closed(Call call, Throwable cause) {
        return new OllamaException(
                Reason.CANCELLED,
                0,
                "",
                call.asked() + ", but the client was closed before the answer was complete. Make a new client and ask"
                        + " again.",
                cause);
    }

    private static OllamaException brokenOff(Call call, int linesBefore, String how, @Nullable Throwable cause) {
        String message = call.asked() + ", and the answer broke off " + after(linesBefore) + " (" + how
                + "). The server, or a proxy before it, has ended the connection; if it was the server, it may have"
                + " crashed or run out of memory. " + LOG;
        return cause == null
                ? new OllamaException(Reason.BROKEN_OFF, 0, "", message)
                : new OllamaException(Reason.BROKEN_OFF, 0, "", message, cause);
    }

    /** A stream has ended well, but without the line that should be its last. */
    static OllamaException withoutEnd(Call call, int lines, String missing) {
        return brokenOff(call, lines, "the last line, with " + missing + ", is missing", null);
    }

    private static String after(int lines) {
        return lines == 0 ? "before its first line" : lines == 1 ? "after one line" : "after " + lines + " lines";
    }

    /** An answer of status 200, or a line of it, that is no JSON object. */
    static OllamaException noJson(Call call, byte[] bytes, int linesBefore, @Nullable IOException cause) {
        String text = new String(bytes, StandardCharsets.UTF_8).strip();
        if (text.startsWith("{")) {
            return brokenOff(call, linesBefore, "incomplete JSON: " + brief(text), cause);
        }
        String message = call.asked() + " and answered " + (linesBefore == 0 ? "" : after(linesBefore) + " ")
                + described(text) + ", which is not what an Ollama answers. " + wrongServer();
        return cause == null
                ? new OllamaException(Reason.NOT_OLLAMA, 200, text, message)
                : new OllamaException(Reason.NOT_OLLAMA, 200, text, message, cause);
    }

    /** An error that the server tells of within an answer that began well. */
    static OllamaException within(Call call, JsonNode line, int linesBefore) {
        String error = line.path("error").asText();
        int status = line.path("status").asInt(200);
        Reason reason = status == 200 || status >= 500 ? Reason.SERVER_FAILED : Reason.REFUSED;
        String when = linesBefore == 0 ? "" : " " + after(linesBefore);
        return new OllamaException(
                reason,
                status,
                line.toString(),
                call.asked() + " and failed" + when + ": " + brief(error) + ". " + Advice.on(error, call, status));
    }

    static String wrongServer() {
        return "Another program or a proxy may be at that address: correct it by OLLAMA_HOST or OllamaClient.at(address),"
                + " and keep proxies away from it with -Dhttp.nonProxyHosts.";
    }

    /** Text that is no JSON, in a few words. */
    static String described(String text) {
        if (text.isEmpty()) {
            return "nothing";
        }
        String start = text.substring(0, Math.min(text.length(), 1000)).toLowerCase(Locale.ROOT);
        if (!start.startsWith("<!doctype html") && !start.contains("<html")) {
            return "\"" + brief(text) + "\"";
        }
        int title = start.indexOf("<title>");
        int end = start.indexOf("</title>");
        return title < 0 || end < title
                ? "with a web page"
                : "with a web page, \"" + brief(text.substring(title + "<title>".length(), end)) + "\"";
    }

    static String brief(String text) {
        String line = text.strip().replaceAll("\\s+", " ").replaceFirst("\\.$", "");
        return line.codePointCount(0, line.length()) <= SHOWN_CHARACTERS
                ? line
                : line.substring(0, line.offsetByCodePoints(0, SHOWN_CHARACTERS - 1)) + "…";
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0
                ? duration.toSeconds() + " s"
                : String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }

    /** Names as a sentence lists them. */
    static String listed(List<String> names, int most) {
        String shown = String.join(", ", names.subList(0, Math.min(most, names.size())));
        return names.size() <= most ? shown : shown + " and " + (names.size() - most) + " more";
    }
}
