package org.aethercreator.kernel.jshell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.aethercreator.kernel.display.MimeBundle;
import org.aethercreator.kernel.session.Completeness;
import org.aethercreator.kernel.session.Completions;
import org.aethercreator.kernel.session.ExecutionResult;
import org.aethercreator.kernel.session.Inspection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What helps while a cell is typed: completion, inspection, whether it is complete. A bar in the code is the cursor.
 */
class TypingTest {
    private static TestNotebook notebook;

    @BeforeAll
    static void start() {
        notebook = new TestNotebook();
        notebook.value("""
                import org.aethercreator.kernel.magic.*;
                String greeting = "hello";
                kernel().register(new Magic() {
                    public String name() { return "shout"; }
                    public String summary() { return "shouts"; }
                    public Form form() { return Form.LINE_OR_CELL; }
                    public String help() { return "%shout WORD"; }
                    public Object run(MagicCall call) { return call.arguments(); }
                    public List<String> complete(String arguments, MagicContext context) {
                        return Stream.of("hey", "hello").filter(arguments.contains("he") ? w -> true : w -> false).toList();
                    }
                    public Suggestions completeBody(String arguments, String body, MagicContext context) {
                        int word = body.lastIndexOf(' ') + 1;
                        return new Suggestions(word, List.of(
                                new Suggestions.Suggestion(body.substring(word).toUpperCase() + arguments, "loud")));
                    }
                    public String inspectBody(String arguments, String body, int cursor, MagicContext context) {
                        return arguments + ":" + body.substring(0, cursor) + "|" + body.substring(cursor);
                    }
                });
                """);
    }

    @AfterAll
    static void close() {
        notebook.close();
    }

    @Test
    void membersAndVariablesAreCompleted() {
        assertThat(texts("greeting.toUpp|")).containsExactly("toUpperCase(");
        assertThat(texts("greet|")).contains("greeting");
        assertThat(texts("Strin|")).contains("String", "StringBuilder");
        assertThat(texts("import java.uti|")).contains("util.");
    }

    @Test
    void whatTheCellDeclaresAboveIsKnown() {
        assertThat(texts(
                        "import java.awt.*;\nint square(int n) { return n * n; }\n%shout x\nvar list = List.of(\"\");\n"
                                + "if (true) { }\nlist.get(0).isBl|"))
                .containsExactly("isBlank()");
    }

    @Test
    void theCompletedPartIsTheName() {
        Completions completions = complete("int n = greeting.len|gth");
        assertThat(completions.start()).isEqualTo("int n = greeting.".length());
        assertThat(completions.end()).isEqualTo("int n = greeting.len".length());
    }

    @Test
    void namesOfTheKernelAreNotOffered() {
        assertThat(texts("org.aethercreator.kernel.|")).containsExactlyInAnyOrder("display.", "magic.");
        assertThat(texts("com.fasterx|")).isEmpty();
    }

    @Test
    void magicsAndTheirArgumentsAreCompleted() {
        assertThat(texts("%mav|")).containsExactly("%maven", "%mavenRepo");
        assertThat(complete("  %mav|").start()).isEqualTo(2);
        assertThat(texts("%%sho|")).containsExactly("%%shout");
        assertThat(texts("int x = 1;\n%sho|")).containsExactly("%shout");
        assertThat(texts("%shout he|")).containsExactly("hey", "hello");
        assertThat(complete("%shout well he|").start()).isEqualTo("%shout well ".length());
        assertThat(texts("var s = %shout he|")).containsExactly("hey", "hello");
    }

    @Test
    void theBodyOfACellMagicIsCompletedByTheMagic() {
        Completions completions = complete("%%shout !\nwell he|llo");
        assertThat(completions.items()).containsExactly(new Completions.Item("HE!", "magic", "loud"));
        assertThat(completions.start()).isEqualTo("%%shout !\nwell ".length());
        assertThat(completions.end()).isEqualTo("%%shout !\nwell he".length());
        assertThat(texts("%%time\nhe|")).isEmpty();
    }

    @Test
    void theBodyOfACellMagicIsExplainedByTheMagic() {
        assertThat(inspect("%%shout !\nwell he|llo")).isEqualTo("!:well he|llo");
        assertThat(inspect("%%shout !|\nwell")).isEqualTo("%shout WORD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Math.max(|", "Math.max|", "Math.ma|x(1, 2)"})
    void aMethodIsExplained(String code) {
        assertThat(inspect(code)).contains("int Math.max(int", "double Math.max(double");
    }

    @Test
    void variablesAndMagicsAreExplained() {
        assertThat(inspect("greet|ing")).isEqualTo("String greeting");
        assertThat(inspect("%sho|ut x")).isEqualTo("%shout WORD");
        assertThat(inspect("System.out.printl|n")).contains("void PrintStream.println(String x)");
        assertThat(inspect("unheardOf|")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "int x = 3; # COMPLETE #",
                "1 + 1 # COMPLETE #",
                "'' # COMPLETE #",
                "int x == 3; # INVALID #",
                "'\"abc' # INVALID #",
                "if (true) { # INCOMPLETE # '    '",
                "'  foo(' # INCOMPLETE # '      '",
                "'class A {\n    int x;' # INCOMPLETE # '    '",
                "%shout x # COMPLETE #",
                "%%shout x # INCOMPLETE # ''",
            })
    void completeness(String code, Completeness.Status status, String indent) {
        assertThat(notebook.java.isComplete(code))
                .isEqualTo(new Completeness(status, Objects.requireNonNullElse(indent, "")));
    }

    @Test
    void anEmptyLineEndsACellMagic() {
        assertThat(notebook.java.isComplete("%%shout x\nbody\n\n").status()).isEqualTo(Completeness.Status.COMPLETE);
    }

    @Test
    void aRunningCellDoesNotKeepFromTyping() throws Exception {
        RecordingCell cell = new RecordingCell();
        CompletableFuture<ExecutionResult> running = CompletableFuture.supplyAsync(
                () -> notebook.execute("{ System.out.println(1); while (true) { } }", cell));
        while (cell.out().isEmpty()) {
            Thread.onSpinWait();
        }
        assertThat(texts("greeting.isBl|")).containsExactly("isBlank()");
        assertThat(inspect("greeting|")).isEqualTo("String greeting");
        assertThat(running).isNotDone();
        notebook.java.interrupt();
        assertThat(running.get(40, TimeUnit.SECONDS)).isInstanceOf(ExecutionResult.Failure.class);
    }

    @Test
    void javadocBecomesPlainText() {
        assertThat(Javadoc.plain("""
                 Returns the {@code a < b} of <em>two</em> values, see {@link List#size() size}.
                 <ul><li>one<li>two</ul>
                 @param a  the first
                 @return the greater
                """, true)).isEqualTo("""
                Returns the a < b of two values, see List.size() size.
                - one
                - two

                param: a  the first
                return: the greater""");
    }

    private static Completions complete(String code) {
        int cursor = code.indexOf('|');
        return notebook.java.complete(code.replace("|", ""), cursor);
    }

    private static List<String> texts(String code) {
        return complete(code).items().stream().map(Completions.Item::text).toList();
    }

    private static String inspect(String code) {
        Inspection inspection = notebook.java.inspect(code.replace("|", ""), code.indexOf('|'), 0);
        MimeBundle bundle = inspection.documentation();
        return bundle == null ? "" : (String) bundle.data().get(MimeBundle.PLAIN);
    }
}
