package org.aethercreator.hub;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.aethercreator.hub.HubException.Reason;
import org.jspecify.annotations.Nullable;

/** What to say where no whole answer came. */
final class Failures {
    private static final int SHOWN_CHARACTERS = 200;
    private static final int MAXIMUM_CAUSES = 10;

    private Failures() {}

    /** The request could not be sent, or its answer not be read to the end. */
    static HubException of(HubCall call, URI address, Throwable cause, Duration patience) {
        Optional<SSLException> insecure = insecure(cause);
        if (insecure.isPresent()) {
            return insecure(call, address, insecure.get());
        }
        String host = String.valueOf(address.getHost());
        if (cause instanceof HttpConnectTimeoutException) {
            return unreachable(call, host + " accepts no connection within " + seconds(patience), cause);
        }
        if (cause instanceof HttpTimeoutException || cause instanceof TimeoutException) {
            return new HubException(
                    Reason.TIMED_OUT,
                    call.asked() + ", and " + host + " has sent nothing for " + seconds(patience)
                            + ". Try again; on a slow line, wait longer with HF_HUB_DOWNLOAD_TIMEOUT=60.",
                    cause);
        }
        if (cause instanceof ConnectException) {
            boolean unknown = cause.getCause() instanceof UnresolvedAddressException;
            return unreachable(
                    call, unknown ? "there is no host named " + host : host + " refuses the connection", cause);
        }
        String message = brief(cause.getMessage());
        if (message.contains("Tunnel failed")) {
            return unreachable(call, "the proxy does not let it through: " + message, cause);
        }
        if (cause instanceof ProtocolException || message.contains("Invalid status line")) {
            return new HubException(
                    Reason.NOT_A_HUB,
                    call.asked() + ", and " + host + " answered no HTTP (" + message + "). " + wrongServer(),
                    cause);
        }
        return brokenOff(call, message, cause);
    }

    /** A connection that fails while it is made secure may be told as one that fails. */
    private static Optional<SSLException> insecure(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(MAXIMUM_CAUSES)
                .filter(SSLException.class::isInstance)
                .map(SSLException.class::cast)
                .findFirst();
    }

    private static HubException insecure(HubCall call, URI address, SSLException cause) {
        return new HubException(
                Reason.INSECURE,
                "There is no secure connection to " + address.getHost() + " (" + brief(cause.getMessage())
                        + "), so the hub"
                        + " at " + call.endpoint() + " cannot be asked to " + call.purpose()
                        + ". A proxy that reads along needs its certificate in Java's trust store"
                        + " (-Djavax.net.ssl.trustStore); else the machine's clock may be wrong, or something"
                        + " pretends to be the hub.",
                cause);
    }

    static HubException brokenOff(HubCall call, String how, @Nullable Throwable cause) {
        String message = call.asked() + ", and the answer broke off (" + how
                + "). Try again: what has arrived of a file" + " is kept, and only the rest is fetched.";
        return cause == null
                ? new HubException(Reason.BROKEN_OFF, message)
                : new HubException(Reason.BROKEN_OFF, message, cause);
    }

    private static HubException unreachable(HubCall call, String why, Throwable cause) {
        return new HubException(
                Reason.UNREACHABLE,
                "The hub at " + call.endpoint() + " cannot be asked to " + call.purpose() + ": " + why
                        + ". Check the network, the proxy (HTTPS_PROXY), and HF_ENDPOINT;"
                        + " HF_HUB_OFFLINE=1 uses only what is on this machine already.",
                cause);
    }

    /** An answer that should be JSON and is not. */
    static HubException noJson(HubCall call, byte[] bytes, @Nullable IOException cause) {
        String text = new String(bytes, StandardCharsets.UTF_8).strip();
        String message = call.asked() + " and answered " + described(text) + ", which is not what a hub answers. "
                + wrongServer();
        return cause == null
                ? new HubException(Reason.NOT_A_HUB, message)
                : new HubException(Reason.NOT_A_HUB, message, cause);
    }

    static String wrongServer() {
        return "Something else may be at that address, or a proxy before it: check HF_ENDPOINT and the network.";
    }

    /** Text that is no JSON, in a few words. */
    static String described(String text) {
        if (text.isEmpty()) {
            return "nothing";
        }
        String start = text.substring(0, Math.min(text.length(), 1000)).toLowerCase(Locale.ROOT);
        boolean page = start.startsWith("<!doctype html") || start.contains("<html");
        return page ? "with a web page" : "\"" + brief(text) + "\"";
    }

    /** One line of at most 200 characters, without control characters. */
    static String brief(@Nullable String text) {
        String line =
                String.valueOf(text).strip().replaceAll("[\\s\\p{Cntrl}]+", " ").replaceFirst("\\.$", "");
        return line.codePointCount(0, line.length()) <= SHOWN_CHARACTERS
                ? line
                : line.substring(0, line.offsetByCodePoints(0, SHOWN_CHARACTERS - 1)) + "…";
    }

    static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0
                ? duration.toSeconds() + " s"
                : String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
