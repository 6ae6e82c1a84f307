package org.aethercreator.kernel.jshell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.aethercreator.kernel.session.ExecutionResult;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What cells come to: values, output, input, redefinition. */
class JavaCellsTest {
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
    void lastExpressionIsTheValue() {
        assertThat(notebook.value("1 + 1")).isEqualTo("2");
        assertThat(notebook.value("int a = 1; int b = 2;\na + b")).isEqualTo("3");
    }

    @Test
    void declarationsAndAssignmentsShowNothing() {
        assertThat(notebook.value("int quiet = 4;")).isEmpty();
        assertThat(notebook.value("quiet = 5")).isEmpty();
        assertThat(notebook.value("quiet")).isEqualTo("5");
        assertThat(notebook.value("int twice(int n) { return 2 * n; }")).isEmpty();
    }

    @Test
    void aSemicolonHidesOnlyNull() {
        assertThat(notebook.value("List.of(1, 2);")).isEqualTo("[1, 2]");
        assertThat(notebook.value("Map.of().get(1)")).isEqualTo("null");
        assertThat(notebook.value("Map.of().get(1);")).isEmpty();
    }

    @Test
    void valuesAreRealObjects() {
        notebook.value("var list = new ArrayList<StringBuilder>(); list.add(new StringBuilder(\"x\"));");
        notebook.value("list.get(0).append(\"y\");");
        assertThat(notebook.value("list")).isEqualTo("[xy]");
    }

    @Test
    void typesThatNameEachOtherStandInOneCell() {
        assertThat(notebook.value("""
                class Even { boolean is(int n) { return n == 0 || new Odd().is(n - 1); } }
                class Odd { boolean is(int n) { return n != 0 && new Even().is(n - 1); } }
                new Even().is(10)
                """)).isEqualTo("true");
        assertThat(notebook.value("""
                sealed interface Shape permits Circle, Square {}
                record Circle(double radius) implements Shape {}
                record Square(double side) implements Shape {}
                Shape shape = new Circle(2);
                shape
                """)).isEqualTo("Circle[radius=2.0]");
    }

    @Test
    void aSealedTypeNeedsNoPermitsInItsCell() {
        assertThat(notebook.value("""
                sealed interface Tree<T> {
                }
                record Leaf<T>(T value) implements Tree<T> {}
                record Fork<T>(Tree<T> left, Tree<T> right) implements Tree<T> {}
                Tree<Integer> tree = new Fork<>(new Leaf<>(1), new Leaf<>(2));
                tree
                """)).isEqualTo("Fork[left=Leaf[value=1], right=Leaf[value=2]]");
        assertThat(notebook.traceback(
                        "sealed interface Animal {\n    int legs() { }\n}\nrecord Cat() implements Animal {}"))
                .startsWith("Cell In[" + notebook.count() + "], line 2: interface abstract methods cannot have body\n"
                        + "        int legs() { }\n");
    }

    @Test
    void aMethodMayCallOneDeclaredBelow() {
        assertThat(notebook.value("int first() { return second() + 1; }\nint second() { return 41; }\nfirst()"))
                .isEqualTo("42");
    }

    @Test
    void aDeclarationThatCannotBeUsedYetIsNoted() {
        notebook.value("int early() { return late() + 1; }");
        assertThat(notebook.cell.err()).isEqualTo("Note: early cannot be used until this is declared: method late()\n");
        assertThat(notebook.traceback("early()"))
                .startsWith("jdk.jshell.UnresolvedReferenceException: early cannot run: this is not declared: method"
                        + " late()");
        notebook.value("int late() { return 1; }");
        assertThat(notebook.value("early()")).isEqualTo("2");
    }

    @Test
    void redefinitionReplaces() {
        notebook.value("static int version() { return 1; }\nclass Thing { int size = 1; }");
        notebook.value("static int version() { return 2; }\nclass Thing { int size = 2; }");
        assertThat(notebook.value("version() + new Thing().size")).isEqualTo("4");
    }

    @Test
    void aPackageLineIsTolerated() {
        assertThat(notebook.value("package org.example;\n7")).isEqualTo("7");
    }

    @Test
    void outputOfACellAndItsThreadsIsTheCells() throws Exception {
        notebook.value("""
                System.out.print("ünï ");
                System.err.println("oops");
                var thread = new Thread(() -> System.out.println("from a thread"));
                thread.start();
                thread.join();
                List.of(1).parallelStream().forEach(i -> System.out.println("from a pool"));
                java.util.concurrent.CompletableFuture.runAsync(() -> System.out.println("from another")).get();
                """);
        assertThat(notebook.cell.out()).isEqualTo("ünï from a thread\nfrom a pool\nfrom another\n");
        assertThat(notebook.cell.err()).isEqualTo("oops\n");
    }

    @Test
    void aThreadKeepsWritingToTheCellThatStartedIt() {
        RecordingCell first = new RecordingCell();
        notebook.execute("""
                var go = new CountDownLatch(1);
                var late = new Thread(() -> {
                    try { go.await(); } catch (InterruptedException e) { return; }
                    System.out.println("late");
                });
                late.start();
                """, first);
        notebook.value("go.countDown(); late.join();");
        assertThat(first.out()).isEqualTo("late\n");
        assertThat(notebook.cell.out()).isEmpty();
    }

    @Test
    void inputComesFromTheFrontEnd() {
        RecordingCell cell = new RecordingCell().answering("Ada", "36", "secret");
        notebook.bundle(notebook.execute("""
                var scanner = new Scanner(System.in);
                System.out.print("name? ");
                String name = scanner.nextLine();
                int age = scanner.nextInt();
                String word = readLine("word? ");
                """, cell));
        assertThat(notebook.value("name + age + word")).isEqualTo("Ada36secret");
        assertThat(cell.prompts).containsExactly("name? ", "name? ", "name? word? ");
    }

    @Test
    void missingInputIsExplained() {
        ExecutionResult result = notebook.execute("new Scanner(System.in).nextLine()");
        assertThat(result).isInstanceOf(ExecutionResult.Failure.class);
        assertThat(notebook.cell.err()).isEqualTo("This front end takes no input.\n");
    }

    @Test
    void displayShowsAtOnceAndItsIdIsNoResult() {
        assertThat(notebook.value("var id = display(List.of(1)); updateDisplay(id, 2); display(3);"))
                .isEmpty();
        assertThat(notebook.cell.displayed).hasSize(2);
        assertThat(notebook.cell.updates).containsExactly("display-1: 2");
    }

    @Test
    void renderTakesTextAsTheTypeThatIsAskedFor() {
        var bundle = notebook.bundle(notebook.execute("render(\"<b>x</b>\", \"text/html\");"));
        assertThat(bundle.data()).isEqualTo(Map.of("text/html", "<b>x</b>"));
    }

    @Test
    void aCellCanRunCode() {
        assertThat(notebook.value("eval(\"int inner = 5; inner + 1\")")).isEqualTo("6");
        assertThat(notebook.value("inner")).isEqualTo("5");
    }

    @Test
    void theOldValueOfARedeclaredVariableIsLetGo() {
        notebook.value("""
                var reference = new java.lang.ref.WeakReference<int[]>(null);
                var data = new int[1000];
                reference = new java.lang.ref.WeakReference<>(data);
                """);
        notebook.value("var data = new int[10];");
        notebook.value("System.gc();");
        assertThat(notebook.value("reference.get() == null")).isEqualTo("true");
    }

    @Test
    void aLambdaKeepsTheVariableThatItReads() {
        notebook.value("var names = List.of(\"a\"); Supplier<Integer> size = () -> names.size();");
        notebook.value("var names = List.of(\"a\", \"b\");");
        assertThat(notebook.value("size.get()")).isEqualTo("1");
    }

    @Test
    void leavingTheJvmIsRefused() {
        assertThat(notebook.failure("System.exit(3)").message())
                .isEqualTo("This cell called for the end of the Java process (exit status 3), which is the kernel: all"
                        + " variables would be lost. To end it, shut the kernel down from the notebook's menu; to end a"
                        + " cell early, throw an exception.");
        assertThat(notebook.failure("Runtime.getRuntime().halt(1)").name())
                .isEqualTo("java.lang.UnsupportedOperationException");
    }
}
