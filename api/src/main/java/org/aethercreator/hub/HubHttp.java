package org.aethercreator.hub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.aethercreator.hub.HubException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to a hub and follows where it leads; every way in which that fails becomes a {@link HubException}. It
 * follows by itself, because the token must not go along to another host, nor anything from https to http.
 */
final class HubHttp {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final int MAXIMUM_REDIRECTS = 10;
    private static final int MAXIMUM_ERROR_BYTES = 64 << 10;
    private static final int MAXIMUM_JSON_BYTES = 64 << 20;
    private static final Pattern NEXT_PAGE = Pattern.compile("<([^>]*)>\\s*;[^,]*rel=\"?next\"?");

    private final HubSettings settings;
    private @Nullable HttpClient http;

    HubHttp(HubSettings settings) {
        this.settings = settings;
    }

    /** The head of an answer, and its body as it arrives. */
    record Answer(int status, HttpHeaders headers, AnswerBytes body) implements AutoCloseable {
        String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        @Override
        public void close() {
            body.close();
        }
    }

    /** @param next the address of what follows, if there is more */
    record Page(JsonNode json, Optional<URI> next) {}

    HubCall call(String purpose, @Nullable HubRepo repo, String file) {
        return new HubCall(
                settings.endpoint(),
                purpose,
                Optional.ofNullable(repo),
                file,
                settings.token().isPresent());
    }

    /** An address of the hub. */
    URI address(String path) {
        return URI.create(settings.endpoint() + path);
    }

    /** One JSON value, with patience for passing failures. */
    Page json(HubCall call, URI address, Retry retry) throws InterruptedException {
        while (true) {
            try (Answer answer = open(call, address, 0)) {
                return page(call, address, answer);
            } catch (HubException e) {
                retry.afterPause(e);
            }
        }
    }

    /**
     * A good answer; to be closed by the caller.
     *
     * @param fromByte where to begin; the answer's status tells whether it does (206) or begins at 0 (200)
     */
    Answer open(HubCall call, URI address, long fromByte) throws InterruptedException {
        URI current = address;
        for (int followed = 0; followed <= MAXIMUM_REDIRECTS; followed++) {
            Answer answer = send(call, current, fromByte);
            if (answer.status() < 300) {
                return answer;
            }
            try (answer) {
                if (!REDIRECTS.contains(answer.status())) {
                    throw Refusal.of(call, answer.status(), answer.headers(), errorBody(answer));
                }
                current = redirected(call, current, answer.header("Location"));
            }
        }
        throw new HubException(
                Reason.NOT_A_HUB,
                call.asked() + " and redirected more than " + MAXIMUM_REDIRECTS + " times. " + Failures.wrongServer());
    }

    private Answer send(HubCall call, URI address, long fromByte) throws InterruptedException {
        CompletableFuture<HttpResponse<AnswerBytes>> future =
                http().sendAsync(request(call, address, fromByte), head -> new AnswerBytes());
        try {
            HttpResponse<AnswerBytes> response = future.get();
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (ExecutionException e) {
            throw Failures.of(call, address, e.getCause() == null ? e : e.getCause(), settings.patience());
        } catch (InterruptedException e) {
            future.cancel(true);
            throw e;
        }
    }

    private HttpRequest request(HubCall call, URI address, long fromByte) {
        HttpRequest.Builder request;
        try {
            request = HttpRequest.newBuilder(address);
        } catch (IllegalArgumentException e) {
            throw unsafe(call, "to an address that is none", e);
        }
        request.timeout(settings.patience())
                .header("User-Agent", "aethercreator")
                .header("Accept-Encoding", "identity");
        if (fromByte > 0) {
            request.header("Range", "bytes=" + fromByte + "-");
        }
        if (sameOrigin(address, settings.endpoint())) {
            settings.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
        }
        return request.build();
    }

    /** Where an answer leads to, if that may be followed. */
    static URI redirected(HubCall call, URI from, String location) {
        URI target;
        try {
            target = from.resolve(new URI(location));
        } catch (URISyntaxException e) {
            throw unsafe(call, "to an address that is none", e);
        }
        return checked(call, from, target);
    }

    private static URI checked(HubCall call, URI from, URI target) {
        String scheme = String.valueOf(target.getScheme()).toLowerCase(Locale.ROOT);
        boolean web = scheme.equals("https") || scheme.equals("http");
        if (!web || target.getHost() == null) {
            throw unsafe(call, "to an address that is none of the web", null);
        }
        if ("https".equalsIgnoreCase(from.getScheme()) && !scheme.equals("https")) {
            throw unsafe(call, "from https to " + scheme + " (" + target.getHost() + ")", null);
        }
        return target;
    }

    private static HubException unsafe(HubCall call, String where, @Nullable Throwable cause) {
        String message = call.asked() + " and redirected " + where + ", which is not followed, as the answer could not"
                + " be trusted. " + Failures.wrongServer();
        return cause == null
                ? new HubException(Reason.UNSAFE, message)
                : new HubException(Reason.UNSAFE, message, cause);
    }

    private static boolean sameOrigin(URI one, URI other) {
        return String.valueOf(one.getScheme()).equalsIgnoreCase(other.getScheme())
                && String.valueOf(one.getHost()).equalsIgnoreCase(other.getHost())
                && port(one) == port(other);
    }

    private static int port(URI address) {
        return address.getPort() >= 0 ? address.getPort() : "http".equalsIgnoreCase(address.getScheme()) ? 80 : 443;
    }

    private byte[] errorBody(Answer answer) throws InterruptedException {
        try {
            return answer.body().readAll(MAXIMUM_ERROR_BYTES, settings.patience());
        } catch (IOException | TimeoutException untold) {
            return new byte[0];
        }
    }

    private Page page(HubCall call, URI address, Answer answer) throws InterruptedException {
        byte[] bytes;
        try {
            bytes = answer.body().readAll(MAXIMUM_JSON_BYTES, settings.patience());
        } catch (IOException | TimeoutException e) {
            throw Failures.of(call, address, e, settings.patience());
        }
        if (bytes.length > MAXIMUM_JSON_BYTES) {
            throw new HubException(
                    Reason.NOT_A_HUB,
                    call.asked() + " and answered more than " + (MAXIMUM_JSON_BYTES >> 20) + " MiB. "
                            + Failures.wrongServer());
        }
        try {
            JsonNode json = JSON.readTree(bytes);
            if (json.isContainerNode()) {
                return new Page(json, next(call, address, answer.headers()));
            }
        } catch (JsonProcessingException e) {
            throw Failures.noJson(call, bytes, e);
        } catch (IOException e) {
            throw new AssertionError("there is no other reading from an array", e);
        }
        throw Failures.noJson(call, bytes, null);
    }

    private static Optional<URI> next(HubCall call, URI address, HttpHeaders headers) {
        for (String link : headers.allValues("Link")) {
            Matcher matcher = NEXT_PAGE.matcher(link);
            if (matcher.find()) {
                return Optional.of(redirected(call, address, matcher.group(1)));
            }
        }
        return Optional.empty();
    }

    /** Made when first used, as it starts threads. */
    private synchronized HttpClient http() {
        if (http == null) {
            // HTTP/1.1, because with it each file has a connection of its own: HTTP/2 puts all of them through one.
            HttpClient.Builder builder = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(settings.patience());
            settings.proxies().ifPresent(builder::proxy);
            http = builder.build();
        }
        return http;
    }
}
