package org.aethercreator.kernel.jshell;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.aethercreator.kernel.display.MimeBundle;
import org.aethercreator.kernel.session.CellSession;
import org.aethercreator.kernel.session.Completeness;
import org.aethercreator.kernel.session.Completions;
import org.aethercreator.kernel.session.ExecutionResult;
import org.aethercreator.kernel.session.Inspection;
import org.aethercreator.kernel.session.Interpreter;
import org.aethercreator.kernel.session.LanguageInfo;
import org.jspecify.annotations.Nullable;

/** Java cells and magics, run by JShell in this JVM. */
public final class JavaInterpreter implements Interpreter {
    private static final Logger LOG = System.getLogger(JavaInterpreter.class.getName());

    private final CompletableFuture<JavaKernel> started = new CompletableFuture<>();
    private volatile @Nullable CellRun running;

    private JavaInterpreter() {}

    /** Sets what the JVM reads only once: to be called before anything uses the pool of parallel streams. */
    public static void prepareJvm() {
        CellPoolThreads.install();
    }

    /** Returns at once; JShell becomes ready on a thread of its own, and whoever needs it waits for it. */
    public static JavaInterpreter start(JavaOptions options) {
        prepareJvm();
        JavaInterpreter interpreter = new JavaInterpreter();
        Thread starter = new Thread(() -> interpreter.startKernel(options), "java-start");
        starter.setDaemon(true);
        starter.start();
        return interpreter;
    }

    private void startKernel(JavaOptions options) {
        try {
            JavaKernel kernel = JavaKernel.start(options);
            started.complete(kernel);
            kernel.warmUp();
        } catch (Throwable e) {
            started.completeExceptionally(e);
        }
    }

    private JavaKernel kernel() {
        try {
            return started.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("JShell could not be started: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted before JShell was ready.", e);
        }
    }

    @Override
    public LanguageInfo language() {
        String version = System.getProperty("java.version");
        return new LanguageInfo(
                "java",
                version,
                "text/x-java-source",
                ".jshell",
                "java",
                "text/x-java",
                "AetherCreator, Java " + version);
    }

    @Override
    public ExecutionResult execute(String code, int executionCount, CellSession cell) {
        JavaKernel kernel;
        try {
            kernel = kernel();
        } catch (IllegalStateException e) {
            String message = String.valueOf(e.getMessage());
            return new ExecutionResult.Failure(e.getClass().getName(), message, List.of(message));
        }
        CellRun run = new CellRun(cell, kernel);
        CurrentCell.announce(run);
        running = run;
        try {
            CellExecution.Result result = CellExecution.of(kernel, run, "Cell In[" + executionCount + "]", code)
                    .run();
            return new ExecutionResult.Success(result.isShown() ? show(kernel, run, result.value()) : null);
        } catch (Throwable e) {
            return failure(kernel, run, e);
        } finally {
            running = null;
            if (run.end() && !run.isAbandoned()) {
                StopChecks.releaseSoon(run);
            }
        }
    }

    /** Describing an exception may run out of memory or stack, too. */
    private static ExecutionResult failure(JavaKernel kernel, CellRun run, Throwable thrown) {
        try {
            return kernel.errors().failure(thrown, run.stopRequested());
        } catch (RuntimeException | Error e) {
            String name = thrown.getClass().getName();
            return new ExecutionResult.Failure(
                    name,
                    "",
                    List.of(name, "(It could not be described: " + e.getClass().getName() + ")"));
        }
    }

    /** Renders on the cell's thread, for the value's own methods take part in it. */
    private static MimeBundle show(JavaKernel kernel, CellRun run, @Nullable Object value) throws Throwable {
        return kernel.cellThread().call(run, () -> kernel.renderers().render(value));
    }

    @Override
    public Completions complete(String code, int cursor) {
        return new JavaCompletion(kernel()).complete(code, cursor);
    }

    @Override
    public Inspection inspect(String code, int cursor, int detailLevel) {
        return new JavaInspection(kernel()).inspect(code, cursor, detailLevel);
    }

    @Override
    public Completeness isComplete(String code) {
        return new JavaCompleteness(kernel()).of(code);
    }

    @Override
    public void interrupt() {
        CellRun run = running;
        if (run != null) {
            run.stop();
        }
    }

    @Override
    public void close() {
        interrupt();
        // Also if it has not even been started yet.
        CompletableFuture<Void> closed = started.thenAccept(JavaKernel::close);
        if (closed.isCompletedExceptionally()) {
            LOG.log(Level.DEBUG, "JShell was not closed, for it never started");
        }
    }
}
