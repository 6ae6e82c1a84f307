package org.aethercreator.progress;

import java.time.Duration;

/** One stage under way: counts what is done and keeps the time. Not for use by several threads at once. */
public final class ProgressStage {
    private final Progress progress;
    private final String name;
    private final long total;
    private final ProgressUnit unit;
    private final long startedNanos = System.nanoTime();
    private long done;

    ProgressStage(Progress progress, String name, long total, ProgressUnit unit) {
        this.progress = progress;
        this.name = name;
        this.total = total;
        this.unit = unit;
        to(0, "");
    }

    /** Says that {@code units} more are done. */
    public void advance(long units, String detail) {
        to(done + units, detail);
    }

    /** Says that {@code nowDone} units are done in all. */
    public void to(long nowDone, String detail) {
        done = nowDone;
        Duration elapsed = Duration.ofNanos(System.nanoTime() - startedNanos);
        progress.update(new ProgressUpdate(name, done, total, unit, detail, elapsed));
    }
}
