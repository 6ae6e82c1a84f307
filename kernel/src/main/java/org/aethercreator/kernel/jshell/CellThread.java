package org.aethercreator.kernel.jshell;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The thread on which code of cells runs, rendering and magics included. It is not the session's, so that a cell can be
 * given up whose thread does not end.
 */
final class CellThread implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long REPEAT_MILLIS = 200;

    private final ClassLoader contextLoader;
    private final ThreadGroup group = new ThreadGroup("cells");
    private @Nullable Runner runner;
    private int started;

    CellThread(ClassLoader contextLoader) {
        this.contextLoader = contextLoader;
    }

    /** Thrown when a cell was interrupted and its thread runs on all the same. */
    static final class Abandoned extends Exception {
        private static final long serialVersionUID = 1L;

        Abandoned(Thread thread) {
            super("The cell was interrupted, but its thread \"" + thread.getName() + "\" does not end: it is in "
                    + place(thread) + ". It goes on in the background; later cells run on a new thread.");
        }

        private static String place(Thread thread) {
            StackTraceElement[] stack = thread.getStackTrace();
            return stack.length == 0 ? "native code" : stack[0].getClassName() + "." + stack[0].getMethodName();
        }
    }

    /**
     * Runs {@code work} for {@code run} and waits for it.
     *
     * @throws Throwable what {@code work} throws; {@link Abandoned} if it was interrupted and does not end
     */
    <T extends @Nullable Object> T call(CellRun run, Callable<T> work) throws Throwable {
        Task<T> task = new Task<>(run, work);
        Runner current = runner();
        run.runsOn(task);
        current.tasks.add(task);
        try {
            return task.await(current);
        } catch (Abandoned e) {
            current.retired = true;
            runner = null;
            run.abandon();
            throw e;
        }
    }

    private Runner runner() {
        Runner current = runner;
        if (current == null || !current.isAlive()) {
            started++;
            current = new Runner(group, started == 1 ? "cells" : "cells-" + started);
            current.setContextClassLoader(contextLoader);
            current.start();
            runner = current;
        }
        return current;
    }

    @Override
    public void close() {
        Runner current = runner;
        if (current != null) {
            current.retired = true;
            current.interrupt();
        }
    }

    /** One call, on its way from the session's thread to the cell's and back. */
    static final class Task<T extends @Nullable Object> {
        private final CellRun run;
        private final Callable<T> work;
        private @Nullable Runner thread;
        private boolean done;
        private @Nullable T result;
        private @Nullable Throwable thrown;

        Task(CellRun run, Callable<T> work) {
            this.run = run;
            this.work = work;
        }

        void execute(Runner on) {
            synchronized (this) {
                thread = on;
                if (run.stopRequested()) {
                    on.interrupt();
                }
            }
            T value = null;
            Throwable failure = null;
            try {
                CurrentCell.enter(run);
                value = work.call();
            } catch (Throwable e) {
                failure = e;
            }
            synchronized (this) {
                thread = null;
                // Later work on this thread was not meant.
                Thread.interrupted();
                result = value;
                thrown = failure;
                done = true;
                notifyAll();
            }
            if (run.isAbandoned()) {
                StopChecks.release(run);
            }
        }

        /** Interrupts the thread if it is at this task, and has {@link #await} lose patience with it. */
        synchronized void stop() {
            if (thread != null) {
                thread.interrupt();
            }
            notifyAll();
        }

        private synchronized T await(Runner on) throws Throwable {
            long giveUpAt = Long.MAX_VALUE;
            while (!done) {
                try {
                    if (!run.stopRequested()) {
                        wait();
                        continue;
                    }
                    long now = System.nanoTime();
                    if (giveUpAt == Long.MAX_VALUE) {
                        giveUpAt = now + PATIENCE.toNanos();
                    } else if (now - giveUpAt > 0) {
                        throw new Abandoned(on);
                    }
                    // Again, for code that swallows an interrupt and goes on waiting.
                    on.interrupt();
                    wait(REPEAT_MILLIS);
                } catch (InterruptedException e) {
                    // Whoever interrupts the session's thread means the cell.
                    run.stop();
                }
            }
            if (thrown != null) {
                throw thrown;
            }
            return asResult(result);
        }

        // T may be nullable, and then null is a result like others.
        @SuppressWarnings({"unchecked", "NullAway"})
        private static <T extends @Nullable Object> T asResult(@Nullable T result) {
            return result;
        }
    }

    private static final class Runner extends Thread {
        private final LinkedBlockingQueue<Task<?>> tasks = new LinkedBlockingQueue<>();
        private volatile boolean retired;

        Runner(ThreadGroup group, String name) {
            super(group, name);
            setDaemon(true);
        }

        @Override
        public void run() {
            while (!retired) {
                try {
                    tasks.take().execute(this);
                } catch (InterruptedException e) {
                    // Meant for a task that has just ended, or for the end of this thread.
                }
            }
        }
    }
}
