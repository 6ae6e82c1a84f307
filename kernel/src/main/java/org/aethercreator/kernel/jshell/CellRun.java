package org.aethercreator.kernel.jshell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.aethercreator.kernel.display.CellOutput;
import org.aethercreator.kernel.display.MimeBundle;
import org.aethercreator.kernel.magic.NotebookKernel;
import org.aethercreator.kernel.session.CellSession;
import org.jspecify.annotations.Nullable;

/** One execution of a cell: where its output goes, and whether it is to stop. */
final class CellRun {
    private final CellSession session;
    private final CellOutput output;
    private final NotebookKernel kernel;
    private final Set<Object> displayIds =
            Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
    private volatile boolean stopRequested;
    private volatile boolean abandoned;
    private boolean ended;
    private CellThread.@Nullable Task<?> task;

    CellRun(CellSession session, JavaKernel kernel) {
        this.session = session;
        this.output = new RememberingOutput();
        this.kernel = kernel.seenBy(this);
    }

    CellSession session() {
        return session;
    }

    CellOutput output() {
        return output;
    }

    NotebookKernel kernel() {
        return kernel;
    }

    /** Whether {@code value} is an id that {@code display} has returned: no result to show. */
    boolean isDisplayId(@Nullable Object value) {
        return value instanceof String && displayIds.contains(value);
    }

    /** Writes lines to the cell's standard error. */
    void warn(List<String> lines) throws IOException {
        for (String line : lines) {
            session.standardError().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    boolean stopRequested() {
        return stopRequested;
    }

    /** Ends the cell as soon as possible, if it has not ended yet. */
    void stop() {
        CellThread.Task<?> running;
        synchronized (this) {
            if (ended) {
                return;
            }
            stopRequested = true;
            StopChecks.stop(this);
            running = task;
        }
        // Not within the lock: a task calls stop() while it holds its own.
        if (running != null) {
            running.stop();
        }
    }

    /** From now on it can't be stopped; returns whether it was. */
    synchronized boolean end() {
        ended = true;
        return stopRequested;
    }

    /** Its thread did not end when it was interrupted; wherever it passes a check later, it still shall. */
    void abandon() {
        abandoned = true;
    }

    boolean isAbandoned() {
        return abandoned;
    }

    synchronized void runsOn(CellThread.Task<?> next) {
        task = next;
    }

    private final class RememberingOutput implements CellOutput {
        @Override
        public String display(MimeBundle bundle) {
            String id = session.display(bundle);
            displayIds.add(id);
            return id;
        }

        @Override
        public void update(String displayId, MimeBundle bundle) {
            session.update(displayId, bundle);
        }

        @Override
        public void print(String text) {
            session.print(text);
        }
    }
}
