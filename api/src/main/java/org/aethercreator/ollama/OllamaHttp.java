package org.aethercreator.ollama;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sends requests and reads answers; every way in which that fails becomes an {@link OllamaException}. */
final class OllamaHttp implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** Between two pieces of an answer that has begun, and for sending a file. */
    static final Duration UNLIMITED = Duration.ofDays(365);

    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration PATIENCE_FOR_NAMES = Duration.ofSeconds(2);
    private static final int MAXIMUM_ERROR_BYTES = 64 << 10;
    private static final int MAXIMUM_ANSWER_BYTES = 512 << 20;

    private final Duration connectTimeout;
    private @Nullable HttpClient http;
    private final Set<Exchange> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    OllamaHttp(Duration connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    Duration connectTimeout() {
        return connectTimeout;
    }

    /** The one JSON value of the answer, or a missing node if the answer is empty. */
    JsonNode ask(Call call, @Nullable JsonNode body, Duration patience) throws InterruptedException {
        try (Exchange exchange = new Exchange(call, publisher(body))) {
            byte[] bytes = exchange.answer(patience, () -> {}).readAll(MAXIMUM_ANSWER_BYTES, patience);
            return bytes.length == 0 ? MissingNode.getInstance() : parse(call, bytes, 0);
        } catch (IOException e) {
            throw failure(call, e, 0);
        } catch (TimeoutException e) {
            throw Failures.timedOut(call, patience, e);
        }
    }

    /**
     * Hands every JSON line of the answer on, and returns when the answer ends. A consumer's exception ends it, and the
     * connection.
     *
     * @param patience how long to wait for the first line
     * @return how many lines there were
     */
    int stream(Call call, JsonNode body, Duration patience, Consumer<JsonNode> lines) throws InterruptedException {
        int read = 0;
        try (Exchange exchange = new Exchange(call, publisher(body))) {
            AnswerBody answer = exchange.answer(patience, () -> {});
            byte[] line = answer.readLine(patience);
            while (line != null) {
                if (line.length > 0) {
                    lines.accept(parse(call, line, read));
                    read++;
                }
                line = answer.readLine(UNLIMITED);
            }
            return read;
        } catch (IOException e) {
            throw failure(call, e, read);
        } catch (TimeoutException e) {
            throw Failures.timedOut(call, patience, e);
        }
    }

    /** Whether there is what the path names: a HEAD request answered with 200, or with 404. */
    boolean exists(Call call, Duration patience) throws InterruptedException {
        try {
            send(call, BodyPublishers.noBody(), patience, () -> {});
            return true;
        } catch (OllamaException e) {
            if (e.status().orElse(0) == 404) {
                return false;
            }
            throw e;
        }
    }

    /** Sends what may be long; {@code tick} is called by this thread several times a second meanwhile. */
    void send(Call call, BodyPublisher body, Duration patience, Runnable tick) throws InterruptedException {
        try (Exchange exchange = new Exchange(call, body)) {
            exchange.answer(patience, tick).readAll(MAXIMUM_ERROR_BYTES, patience);
        } catch (IOException e) {
            throw failure(call, e, 0);
        } catch (TimeoutException e) {
            throw Failures.timedOut(call, patience, e);
        }
    }

    /** Ends every request that is under way in other threads. */
    @Override
    public void close() {
        closed = true;
        underWay.forEach(Exchange::close);
    }

    /** Made when first used, as it starts threads. */
    private synchronized HttpClient http() {
        if (http == null) {
            // HTTP/1.1, because an Ollama speaks nothing else and some proxies trip over the offer of HTTP/2.
            http = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(connectTimeout)
                    .build();
        }
        return http;
    }

    private static BodyPublisher publisher(@Nullable JsonNode body) {
        return body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString());
    }

    private static JsonNode parse(Call call, byte[] bytes, int linesBefore) throws IOException {
        JsonNode value;
        try {
            value = JSON.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw Failures.noJson(call, bytes, linesBefore, e);
        }
        if (!value.isObject()) {
            throw Failures.noJson(call, bytes, linesBefore, null);
        }
        if (value.path("error").isTextual()) {
            throw Failures.within(call, value, linesBefore);
        }
        return value;
    }

    private OllamaException failure(Call call, Throwable cause, int linesBefore) {
        return closed ? Failures.closed(call, cause) : Failures.of(call, cause, connectTimeout, linesBefore);
    }

    private OllamaException refusal(Call call, HttpResponse<AnswerBody> response, byte[] body)
            throws InterruptedException {
        Refusal refusal = Refusal.of(call, response.statusCode(), response.headers(), body);
        return refusal.exception(refusal.modelNotFound() ? modelNames(call) : List.of());
    }

    /** What the server has instead of a model that it has not; nothing if it does not tell at once. */
    private List<String> modelNames(Call call) throws InterruptedException {
        List<String> names = new ArrayList<>();
        try {
            Call list = new Call(call.server(), "GET", "/api/tags", "list its models", "");
            ask(list, null, PATIENCE_FOR_NAMES)
                    .path("models")
                    .forEach(model -> names.add(model.path("name").asText()));
        } catch (OllamaException untold) {
            return List.of();
        }
        return names;
    }

    /** One request and its answer, from sending until the answer is read or given up, which closes the connection. */
    private final class Exchange implements AutoCloseable {
        private final Call call;
        private final AnswerBody body = new AnswerBody();
        private final CompletableFuture<HttpResponse<AnswerBody>> future;

        Exchange(Call call, BodyPublisher content) {
            if (closed) {
                throw new IllegalStateException(
                        "This OllamaClient is closed; make a new one with OllamaClient.standard()"
                                + " or OllamaClient.at(address).");
            }
            this.call = call;
            HttpRequest request = HttpRequest.newBuilder(call.address())
                    .header("Content-Type", "application/json")
                    .header("Accept", "application/x-ndjson, application/json")
                    .header("User-Agent", "aethercreator")
                    .method(call.method(), content)
                    .build();
            this.future = http().sendAsync(request, head -> body);
            underWay.add(this);
        }

        /** The body of a good answer, once its head has come. */
        AnswerBody answer(Duration patience, Runnable tick) throws IOException, InterruptedException, TimeoutException {
            HttpResponse<AnswerBody> response = head(patience, tick);
            if (response.statusCode() >= 300) {
                throw refusal(call, response, body.readAll(MAXIMUM_ERROR_BYTES, patience));
            }
            return body;
        }

        private HttpResponse<AnswerBody> head(Duration patience, Runnable tick)
                throws InterruptedException, TimeoutException {
            long begun = System.nanoTime();
            while (true) {
                try {
                    return future.get(TICK.toMillis(), TimeUnit.MILLISECONDS);
                } catch (TimeoutException notYet) {
                    tick.run();
                    if (System.nanoTime() - begun > patience.toNanos()) {
                        throw notYet;
                    }
                } catch (ExecutionException e) {
                    throw failure(call, e.getCause() == null ? e : e.getCause(), 0);
                } catch (CancellationException e) {
                    throw failure(call, e, 0);
                }
            }
        }

        @Override
        public void close() {
            underWay.remove(this);
            future.cancel(true);
            body.close();
        }
    }
}
