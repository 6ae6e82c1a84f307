package org.aethercreator.ollama;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an answer as they arrive, read by one thread. It asks for more only when what came is read, so that a
 * slow reader slows the server; closing it before the end closes the connection.
 */
final class AnswerBody implements BodySubscriber<AnswerBody>, AutoCloseable {
    /** More than any line of an Ollama: a long conversation's tokens as numbers are some megabytes. */
    private static final int MAXIMUM_LINE_BYTES = 256 << 20;

    /** What came: bytes; or the end, good if there is no failure. */
    private record Arrival(
            List<ByteBuffer> bytes, boolean end, @Nullable IOException failure) {}

    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    private Flow.@Nullable Subscription subscription;
    private boolean closed;
    private ByteBuffer current = ByteBuffer.allocate(0);
    private List<ByteBuffer> rest = List.of();
    private boolean ended;

    @Override
    public CompletionStage<AnswerBody> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public synchronized void onSubscribe(Flow.Subscription newSubscription) {
        subscription = newSubscription;
        if (closed) {
            newSubscription.cancel();
        } else {
            newSubscription.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> bytes) {
        arrivals.add(new Arrival(bytes, false, null));
    }

    @Override
    public void onError(Throwable failure) {
        IOException exception = failure instanceof IOException io ? io : new IOException(failure);
        arrivals.add(new Arrival(List.of(), true, exception));
    }

    @Override
    public void onComplete() {
        arrivals.add(new Arrival(List.of(), true, null));
    }

    /**
     * The next line without its end, which may be the last one without a line feed; {@code null} after the last.
     *
     * @param patience how long to wait for each piece of it
     */
    byte @Nullable [] readLine(Duration patience) throws IOException, InterruptedException, TimeoutException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (fill(patience)) {
            int start = current.position();
            while (current.hasRemaining()) {
                if (current.get() == '\n') {
                    append(line, start, current.position() - 1);
                    return line.toByteArray();
                }
            }
            append(line, start, current.position());
        }
        return line.size() == 0 ? null : line.toByteArray();
    }

    /** All that is left, at most {@code maximumBytes} of it. */
    byte[] readAll(int maximumBytes, Duration patience) throws IOException, InterruptedException, TimeoutException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (all.size() < maximumBytes && fill(patience)) {
            byte[] bytes = new byte[Math.min(current.remaining(), maximumBytes - all.size())];
            current.get(bytes);
            all.write(bytes, 0, bytes.length);
        }
        return all.toByteArray();
    }

    private void append(ByteArrayOutputStream line, int from, int to) throws IOException {
        if (line.size() + (to - from) > MAXIMUM_LINE_BYTES) {
            throw new IOException("a line of the answer is longer than " + (MAXIMUM_LINE_BYTES >> 20) + " MiB");
        }
        byte[] bytes = new byte[to - from];
        current.get(from, bytes);
        line.write(bytes, 0, bytes.length);
    }

    /** Makes {@link #current} hold bytes; false at the end. */
    private boolean fill(Duration patience) throws IOException, InterruptedException, TimeoutException {
        while (!current.hasRemaining()) {
            if (!rest.isEmpty()) {
                current = rest.get(0);
                rest = rest.subList(1, rest.size());
            } else if (ended) {
                return false;
            } else {
                take(patience);
            }
        }
        return true;
    }

    private void take(Duration patience) throws IOException, InterruptedException, TimeoutException {
        Arrival arrival = arrivals.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (arrival == null) {
            throw new TimeoutException();
        }
        ended = arrival.end();
        if (arrival.failure() != null) {
            throw arrival.failure();
        }
        rest = arrival.bytes();
        if (!ended) {
            request();
        }
    }

    private synchronized void request() {
        if (subscription != null) {
            subscription.request(1);
        }
    }

    /** May be called by any thread; one that is reading stops with an exception. */
    @Override
    public synchronized void close() {
        closed = true;
        if (subscription != null) {
            subscription.cancel();
        }
        arrivals.add(new Arrival(List.of(), true, new IOException("closed")));
    }
}
