package org.aethercreator.kernel.session;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.aethercreator.kernel.display.MimeBundle;

/** The language in which every program is its own value, except for those that a test gives another meaning. */
final class EchoInterpreter implements Interpreter {
    private final Map<String, Program> programs = new ConcurrentHashMap<>();
    private volatile Thread running;

    /** What a program does, in place of echoing. */
    @FunctionalInterface
    interface Program {
        ExecutionResult run(CellSession cell) throws Exception;
    }

    EchoInterpreter with(String code, Program program) {
        programs.put(code, program);
        return this;
    }

    static ExecutionResult value(String plain) {
        return new ExecutionResult.Success(MimeBundle.text(plain));
    }

    static ExecutionResult nothing() {
        return new ExecutionResult.Success(null);
    }

    static ExecutionResult failure(String name) {
        return new ExecutionResult.Failure(name, "message", List.of("line 1", "line 2"));
    }

    @Override
    public LanguageInfo language() {
        return new LanguageInfo("echo", "1", "text/plain", ".txt", "text", "text", "Echo");
    }

    @Override
    public ExecutionResult execute(String code, int executionCount, CellSession cell) {
        running = Thread.currentThread();
        try {
            return programs.getOrDefault(code, any -> value(code)).run(cell);
        } catch (InterruptedException e) {
            return failure("Interrupted");
        } catch (Exception e) {
            return new ExecutionResult.Failure(e.getClass().getSimpleName(), e.getMessage(), List.of());
        } finally {
            running = null;
        }
    }

    @Override
    public Completions complete(String code, int cursor) {
        return new Completions(List.of(new Completions.Item("completed", "word", "completed()")), cursor - 1, cursor);
    }

    @Override
    public Inspection inspect(String code, int cursor, int detailLevel) {
        return new Inspection(code.isEmpty() ? null : MimeBundle.text("at " + cursor + " level " + detailLevel));
    }

    @Override
    public Completeness isComplete(String code) {
        return code.endsWith("{")
                ? new Completeness(Completeness.Status.INCOMPLETE, "  ")
                : new Completeness(Completeness.Status.COMPLETE, "");
    }

    @Override
    public void interrupt() {
        Thread thread = running;
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public void close() {}
}
