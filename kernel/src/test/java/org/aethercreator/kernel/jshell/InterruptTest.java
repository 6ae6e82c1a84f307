package org.aethercreator.kernel.jshell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.aethercreator.kernel.session.ExecutionResult;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cell ends when it is interrupted, whatever it does, and the next one works. */
@Timeout(60)
class InterruptTest {
    private static TestNotebook notebook;

    @BeforeAll
    static void start() {
        notebook = new TestNotebook();
    }

    @AfterAll
    static void close() {
        notebook.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while (true) {}",
                "for (long i = 0; ; i++) { if (i < 0) System.out.println(i); }",
                "do { try { Thread.sleep(5); } catch (Exception e) { } } while (true);",
                "while (true) { try { throw new RuntimeException(); } catch (RuntimeException e) { } }",
                "Thread.sleep(1_000_000);",
                "new CountDownLatch(1).await();",
                "Stream.iterate(1, x -> x).count()",
                "IntStream.range(0, 1_000_000).parallel().map(i -> { while (true) { i++; } }).sum()",
                "int fibonacci(int n) { return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2); }\nfibonacci(1000)",
                "while (true) { System.out.print(\"flood \"); }",
                "record Slow() { public String toString() { while (true) {} } }\nnew Slow()"
            })
    void theCellEnds(String endless) throws Exception {
        ExecutionResult.Failure failure = interrupted("System.out.println(\"begun\");\n" + endless);
        assertThat(failure.name()).isEqualTo("InterruptedException");
        assertThat(failure.message()).isEqualTo("The cell was interrupted.");
        assertThat(notebook.value("1 + 1")).isEqualTo("2");
    }

    @Test
    void theTracebackSaysWhere() throws Exception {
        assertThat(TestNotebook.plain(interrupted("{\n    System.out.println(1);\n    while (true) { }\n}")))
                .startsWith("The cell was interrupted.\n  at Cell In[" + notebook.count() + "], line 3\n");
    }

    @Test
    void theRestOfTheCellDoesNotRun() throws Exception {
        interrupted("""
                System.out.println("begun");
                try { Thread.sleep(1_000_000); } catch (InterruptedException e) { }
                System.out.println("must not be reached");
                """);
        assertThat(notebook.cell.out()).isEqualTo("begun\n");
    }

    @Test
    void threadsOfTheCellStopToo() throws Exception {
        interrupted("""
                var spinning = new Thread(() -> { while (true) {} });
                spinning.start();
                System.out.println("begun");
                while (true) {}
                """);
        assertThat(notebook.value("spinning.join(20_000); spinning.isAlive()")).isEqualTo("false");
    }

    @Test
    void threadsOfOtherCellsGoOn() throws Exception {
        notebook.value("""
                var counter = new java.util.concurrent.atomic.AtomicLong();
                var counting = new Thread(() -> { while (counter.get() >= 0) { counter.incrementAndGet(); } });
                counting.setDaemon(true);
                counting.start();
                """);
        interrupted("System.out.println(\"begun\"); while (true) {}");
        assertThat(notebook.value("counting.isAlive()")).isEqualTo("true");
        notebook.value("counter.set(-1000); counting.join();");
    }

    @Test
    void aThreadThatCannotBeStoppedIsNamedAndLeftBehind() throws Exception {
        ExecutionResult.Failure failure = interrupted("""
                {
                    System.out.println("begun");
                    new java.util.concurrent.Semaphore(0).acquireUninterruptibly();
                }
                """);
        assertThat(failure.message())
                .startsWith("The cell was interrupted, but its thread \"cells\" does not end: it is in ")
                .endsWith(". It goes on in the background; later cells run on a new thread.");
        assertThat(notebook.value("1 + 1")).isEqualTo("2");
    }

    @Test
    void anInterruptWithoutACellDoesNothing() {
        notebook.java.interrupt();
        assertThat(notebook.value("1 + 1")).isEqualTo("2");
    }

    /** Runs the cell, and interrupts it as soon as it has written something. */
    private static ExecutionResult.Failure interrupted(String code) throws Exception {
        RecordingCell cell = new RecordingCell();
        CompletableFuture<ExecutionResult> result = CompletableFuture.supplyAsync(() -> notebook.execute(code, cell));
        while (cell.out().isEmpty() && !result.isDone()) {
            Thread.onSpinWait();
        }
        notebook.java.interrupt();
        ExecutionResult ended = result.get(40, TimeUnit.SECONDS);
        assertThat(ended).isInstanceOf(ExecutionResult.Failure.class);
        return (ExecutionResult.Failure) ended;
    }
}
