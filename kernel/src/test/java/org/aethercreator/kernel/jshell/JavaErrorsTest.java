package org.aethercreator.kernel.jshell;

import static org.assertj.core.api.Assertions.assertThat;

import org.aethercreator.kernel.session.ExecutionResult;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a reader sees when a cell fails. */
class JavaErrorsTest {
    private static TestNotebook notebook;

    @BeforeAll
    static void start() {
        notebook = new TestNotebook();
    }

    @AfterAll
    static void close() {
        notebook.close();
    }

    @Test
    void anExceptionNamesTheLinesOfTheCells() {
        notebook.value("int divide(int a, int b) {\n    return a / b;\n}");
        int declaring = notebook.count();
        ExecutionResult.Failure failure = notebook.failure("int x = 3;\n\ndivide(x,\n    0)");
        int calling = notebook.count();
        assertThat(failure.name()).isEqualTo("java.lang.ArithmeticException");
        assertThat(failure.message()).isEqualTo("/ by zero");
        assertThat(TestNotebook.plain(failure)).isEqualTo("""
                java.lang.ArithmeticException: / by zero
                  at divide, Cell In[%d], line 2
                       return a / b;
                  at Cell In[%d], line 3
                       divide(x,""".formatted(declaring, calling));
    }

    @Test
    void anExceptionOfTheUsersOwnHasItsName() {
        ExecutionResult.Failure failure = notebook.failure("""
                class Broken extends RuntimeException { Broken(String m) { super(m); } }
                class Machine { void run() { throw new Broken("no oil"); } }
                new Machine().run();""");
        assertThat(failure.name()).isEqualTo("Broken");
        assertThat(TestNotebook.plain(failure)).isEqualTo("""
                Broken: no oil
                  at Machine.run, Cell In[%1$d], line 2
                       class Machine { void run() { throw new Broken("no oil"); } }
                  at Cell In[%1$d], line 3
                       new Machine().run();""".formatted(notebook.count()));
    }

    @Test
    void causesAndSuppressedAreKept() {
        assertThat(notebook.traceback("""
                var outer = new IllegalStateException("outer", new RuntimeException("inner"));
                outer.addSuppressed(new Error("aside"));
                throw outer;""")).isEqualTo("""
                java.lang.IllegalStateException: outer
                  at Cell In[%1$d], line 1
                       var outer = new IllegalStateException("outer", new RuntimeException("inner"));
                Suppressed: java.lang.Error: aside
                  at Cell In[%1$d], line 2
                       outer.addSuppressed(new Error("aside"));
                Caused by: java.lang.RuntimeException: inner
                  at Cell In[%1$d], line 1
                       var outer = new IllegalStateException("outer", new RuntimeException("inner"));""".formatted(notebook.count()));
    }

    @Test
    void printedStackTracesNameTheCellToo() {
        notebook.value("new Exception(\"here\").printStackTrace();");
        assertThat(notebook.cell.err()).contains("(Cell In[" + notebook.count() + "]:1)");
    }

    @Test
    void aCompileErrorPointsAtItsPlace() {
        ExecutionResult.Failure failure = notebook.failure("int ok = 1;\nint y = foo(3);");
        assertThat(failure.name()).isEqualTo("CompileError");
        assertThat(failure.message()).isEqualTo("cannot find symbol");
        assertThat(TestNotebook.plain(failure)).isEqualTo("""
                Cell In[%d], line 2: cannot find symbol
                    int y = foo(3);
                            ^^^
                    symbol:   method foo(int)""".formatted(notebook.count()));
    }

    @Test
    void aMissingImportIsProposed() {
        assertThat(notebook.traceback("BufferedImage image = null;"))
                .endsWith("This may help: import java.awt.image.BufferedImage;");
    }

    @Test
    void nothingRunsIfTheCellDoesNotParse() {
        assertThat(notebook.traceback("System.out.println(1);\nint x = );"))
                .contains("line 2: illegal start of expression");
        assertThat(notebook.cell.out()).isEmpty();
    }

    @Test
    void anOpenBracketIsNamed() {
        assertThat(notebook.traceback("System.out.println(1);\nif (true) {"))
                .isEqualTo("""
                Cell In[%d], line 2: the code ends in the middle: a bracket, comment, text block or expression is not closed
                    if (true) {
                              ^""".formatted(notebook.count()));
        assertThat(notebook.cell.out()).isEmpty();
    }

    @Test
    void endlessRecursionIsOneShortError() {
        assertThat(notebook.traceback("int deep(int n) { return deep(n + 1); }\ndeep(0)"))
                .startsWith("java.lang.StackOverflowError\n  at deep, Cell In[" + notebook.count() + "], line 1")
                .containsPattern("the same \\d+ more times")
                .hasLineCount(4);
        assertThat(notebook.value("1 + 1")).isEqualTo("2");
    }

    @Test
    void anErrorWhileTheValueIsShownIsTheCells() {
        assertThat(notebook.failure("class Endless { public String toString() { return \"\" + this; } }\nnew Endless()")
                        .name())
                .isEqualTo("java.lang.StackOverflowError");
        assertThat(notebook.failure("new Object() { public String toString() { throw new AssertionError(7); } }")
                        .message())
                .isEqualTo("7");
        assertThat(notebook.value("1 + 1")).isEqualTo("2");
    }

    @Test
    void namesOfJShellAppearNowhere() {
        assertThat(notebook.traceback("record Point(int x) {}\nObject o = new Point(1);\nString s = (String) o;"))
                .startsWith("java.lang.ClassCastException: class Point cannot be cast to class java.lang.String")
                .doesNotContain("REPL")
                .doesNotContain("JShell")
                .doesNotContain("aethercreator");
    }
}
