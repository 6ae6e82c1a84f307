package org.aethercreator.kernel.jshell;

import java.util.concurrent.ForkJoinWorkerThread;
import org.jspecify.annotations.Nullable;

/**
 * Which cell the current thread works for: the one that started the thread. Pool threads of parallel streams and
 * completable futures outlive cells and inherit nothing; they count to the cell that was started last.
 */
final class CurrentCell {
    private static final InheritableThreadLocal<@Nullable CellRun> OWN = new InheritableThreadLocal<>();
    private static volatile @Nullable CellRun latest;

    private CurrentCell() {}

    static @Nullable CellRun get() {
        return Thread.currentThread() instanceof ForkJoinWorkerThread ? latest : OWN.get();
    }

    /** Declares {@code run} the cell that was started last. */
    static void announce(CellRun run) {
        latest = run;
    }

    /** From now on this thread, and those that it starts, work for {@code run}. */
    static void enter(CellRun run) {
        OWN.set(run);
    }
}
