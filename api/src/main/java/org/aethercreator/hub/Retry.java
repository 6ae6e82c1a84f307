package org.aethercreator.hub;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.aethercreator.hub.HubException.Reason;

/**
 * How often a request is sent again that failed for a reason that may pass, and how long to rest before; for one
 * request or one file. A rest that the hub asks for is kept, unless it is too long to sit through.
 */
final class Retry {
    /**
     * @param attempts how often the request is sent again without anything having come
     * @param firstPause before the first time; it doubles each time
     * @param longestPause what it is at most
     * @param longestAsked the longest rest that the hub may ask for
     */
    record Limits(int attempts, Duration firstPause, Duration longestPause, Duration longestAsked) {
        /** As in {@code huggingface_hub}'s {@code http_backoff}; a rest that the hub asks for is bounded here. */
        static final Limits STANDARD =
                new Limits(5, Duration.ofSeconds(1), Duration.ofSeconds(8), Duration.ofSeconds(90));

        /** For what there is another way to. */
        Limits once() {
            return new Limits(0, firstPause, longestPause, longestAsked);
        }
    }

    private final Limits limits;
    private int failures;

    Retry(Limits limits) {
        this.limits = limits;
    }

    /** Something has come: the count begins anew. */
    void succeeded() {
        failures = 0;
    }

    /**
     * Rests, if it makes sense to try again.
     *
     * @throws HubException {@code failure}, if it does not, or has not for a while
     */
    void afterPause(HubException failure) throws InterruptedException {
        afterPause(failure, failure.reason().passing());
    }

    /** @param mayPass whether it makes sense to try again */
    void afterPause(HubException failure, boolean mayPass) throws InterruptedException {
        if (!mayPass || limits.attempts() == 0) {
            throw failure;
        }
        failures++;
        if (failures > limits.attempts()) {
            throw failure.withMessage(failure.getMessage() + " It was tried " + failures + " times.");
        }
        Duration asked = failure.retryAfter().orElse(Duration.ZERO);
        if (asked.compareTo(limits.longestAsked()) > 0) {
            String until = LocalTime.now(ZoneId.systemDefault())
                    .plus(asked)
                    .truncatedTo(ChronoUnit.SECONDS)
                    .toString();
            throw failure.reason() == Reason.RATE_LIMITED
                    ? failure.withMessage(failure.getMessage() + " It is " + until + " then.")
                    : failure;
        }
        Thread.sleep(longer(asked, pause()).toMillis());
    }

    private Duration pause() {
        Duration doubled = limits.firstPause().multipliedBy(1L << Math.min(failures - 1, 20));
        return doubled.compareTo(limits.longestPause()) < 0 ? doubled : limits.longestPause();
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
