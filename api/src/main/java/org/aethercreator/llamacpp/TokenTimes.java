package org.aethercreator.llamacpp;

import java.time.Duration;
import java.util.List;

/**
 * Times from one generated token to the next, the first token not counted; all zero if there is only one.
 *
 * @param ninetieth nine of ten are at most this long
 * @param ninetyNinth 99 of 100 are at most this long
 */
public record TokenTimes(Duration median, Duration ninetieth, Duration ninetyNinth, Duration longest) {
    static TokenTimes of(List<Long> nanos) {
        List<Long> sorted = nanos.stream().sorted().toList();
        return new TokenTimes(at(sorted, 0.5), at(sorted, 0.9), at(sorted, 0.99), at(sorted, 1));
    }

    /** The smallest value that so large a share of the values does not exceed. */
    private static Duration at(List<Long> sorted, double share) {
        return sorted.isEmpty()
                ? Duration.ZERO
                : Duration.ofNanos(sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1)));
    }
}
