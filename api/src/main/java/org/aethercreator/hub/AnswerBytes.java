package org.aethercreator.hub;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an answer as they arrive, read by one thread that can be interrupted. It asks for more only when what
 * came is read, so that a slow disk slows the server and not more than some kilobytes wait; closing it before the end
 * closes the connection.
 */
final class AnswerBytes implements BodySubscriber<AnswerBytes>, AutoCloseable {
    /** What came: bytes; or the end, good if there is no failure. */
    private record Arrival(
            List<ByteBuffer> bytes, boolean end, @Nullable IOException failure) {}

    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    private final Queue<ByteBuffer> unread = new ArrayDeque<>();
    private Flow.@Nullable Subscription subscription;
    private boolean closed;
    private boolean ended;

    @Override
    public CompletionStage<AnswerBytes> getBody() {
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
     * The next bytes, at least one; {@code null} at the end.
     *
     * @param patience how long to wait for them
     */
    @Nullable
    ByteBuffer next(Duration patience) throws IOException, InterruptedException, TimeoutException {
        while (true) {
            ByteBuffer first = unread.poll();
            if (first != null && first.hasRemaining()) {
                return first;
            }
            if (first == null && !fill(patience)) {
                return null;
            }
        }
    }

    /** All that is left, or as much of it as {@code maximumBytes} and a little more. */
    byte[] readAll(int maximumBytes, Duration patience) throws IOException, InterruptedException, TimeoutException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer bytes = next(patience);
        while (bytes != null && all.size() <= maximumBytes) {
            byte[] piece = new byte[bytes.remaining()];
            bytes.get(piece);
            all.write(piece, 0, piece.length);
            bytes = next(patience);
        }
        return all.toByteArray();
    }

    private boolean fill(Duration patience) throws IOException, InterruptedException, TimeoutException {
        if (ended) {
            return false;
        }
        Arrival arrival = arrivals.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (arrival == null) {
            throw new TimeoutException();
        }
        ended = arrival.end();
        if (arrival.failure() != null) {
            throw arrival.failure();
        }
        unread.addAll(arrival.bytes());
        if (!ended) {
            request();
        }
        return true;
    }

    private synchronized void request() {
        if (subscription != null) {
            subscription.request(1);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (subscription != null) {
            subscription.cancel();
        }
    }
}
