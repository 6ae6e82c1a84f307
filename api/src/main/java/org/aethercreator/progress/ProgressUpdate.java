package org.aethercreator.progress;

import java.time.Duration;
import java.util.Optional;

/**
 * How far a stage is.
 *
 * @param stage what is being done, such as {@code quantize Q4_K_M}
 * @param done units done so far, at least 0
 * @param total units in all, or 0 if not known
 * @param detail the item at work, such as a tensor's name; may be empty
 * @param elapsed time since the stage began
 */
public record ProgressUpdate(String stage, long done, long total, ProgressUnit unit, String detail, Duration elapsed) {
    public ProgressUpdate {
        if (done < 0 || total < 0) {
            throw new IllegalArgumentException("done and total must not be negative: " + done + " of " + total);
        }
    }

    /** Between 0 and 1; 0 if the total is not known. */
    public double fraction() {
        return total == 0 ? 0 : Math.min(1.0, (double) done / total);
    }

    /** Whether the stage is complete. */
    public boolean finished() {
        return total > 0 && done >= total;
    }

    /** Time left at the average speed so far; empty until some of a known total is done. */
    public Optional<Duration> remaining() {
        if (done == 0 || total == 0) {
            return Optional.empty();
        }
        double perUnit = (double) elapsed.toNanos() / done;
        return Optional.of(Duration.ofNanos((long) (perUnit * Math.max(0, total - done))));
    }
}
