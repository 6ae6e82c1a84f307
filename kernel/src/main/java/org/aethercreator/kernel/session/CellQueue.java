package org.aethercreator.kernel.session;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** The thread on which cells run, one after the other, and those that wait for it. */
final class CellQueue {
    private static final System.Logger LOGGER = System.getLogger(CellQueue.class.getName());

    private final BlockingQueue<Task> tasks = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::work, "kernel-cells");

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    void add(Task task) {
        tasks.add(task);
    }

    /** Takes away the cells that wait now; returns, oldest first, what is to be done instead of running them. */
    List<Runnable> removeCells() {
        List<Runnable> aborts = new ArrayList<>();
        tasks.removeIf(task -> task.abort() != null && aborts.add(task.abort()));
        return aborts;
    }

    private void work() {
        while (true) {
            try {
                tasks.take().action().run();
            } catch (InterruptedException e) {
                // Meant for a cell that has ended meanwhile. Only the end of the process ends this thread.
            } catch (Throwable e) {
                LOGGER.log(Level.ERROR, "The cell thread goes on after", e);
            }
            // An interrupt that came too late must not hit the next cell.
            Thread.interrupted();
        }
    }

    /**
     * Something to do.
     *
     * @param abort what to do instead if a cell before it fails; {@code null} to do it nevertheless
     */
    record Task(Runnable action, @Nullable Runnable abort) {}
}
