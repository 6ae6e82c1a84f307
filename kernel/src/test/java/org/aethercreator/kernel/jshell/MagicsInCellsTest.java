package org.aethercreator.kernel.jshell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Where a magic is one, and what it can do. */
class MagicsInCellsTest {
    private static TestNotebook notebook;

    @BeforeAll
    static void start() {
        notebook = new TestNotebook();
        notebook.value("""
                import org.aethercreator.kernel.magic.*;
                void magic(String name, Magic.Form form, SimpleMagic.Action action) {
                    kernel().register(new SimpleMagic(name, form, "is for tests", "%" + name + " helps", action));
                }
                magic("echo", Magic.Form.LINE_OR_CELL, call -> call.arguments() + "|" + call.body());
                magic("words", Magic.Form.LINE, call -> call.words());
                magic("body", Magic.Form.CELL, call -> call.body());
                magic("keep", Magic.Form.LINE, call -> {
                    call.context().assign(call.words().get(0), call.words().get(1), List.of("kept"));
                    return null;
                });
                magic("read", Magic.Form.LINE, call -> call.context().variable(call.words().get(0)).orElse("nothing"));
                magic("refuse", Magic.Form.LINE, call -> { throw new MagicException("It can't be done: " + call.arguments()); });
                magic("fail", Magic.Form.LINE, call -> { throw new java.io.IOException("disk full"); });
                """);
    }

    @AfterAll
    static void close() {
        notebook.close();
    }

    @Test
    void aLineThatStartsWithPercentIsAMagic() {
        assertThat(notebook.value("%echo one \"two three\"")).isEqualTo("one \"two three\"|null");
        assertThat(notebook.value("int a = 5;\n  %echo x")).isEqualTo("x|null");
        assertThat(notebook.value("%echo x\nint b = 6;\nb")).isEqualTo("6");
        assertThat(notebook.value("%words a \"b c\" 'd e'")).isEqualTo("[a, b c, d e]");
    }

    @Test
    void theRemainderOperatorIsNone() {
        assertThat(notebook.value("int words1 = 17;\nwords1\n  %5")).isEqualTo("2");
        assertThat(notebook.value("int divisor = 4; int c = 17\n  %divisor;\nc"))
                .isEqualTo("1");
        assertThat(notebook.value("Math.max(17,\n  18\n  %words1)")).isEqualTo("17");
    }

    @Test
    void textAndCommentsAreLeftAlone() {
        assertThat(notebook.value("String text = \"\"\"\n%echo x\n\"\"\";\n/*\n%echo y\n*/\n// %echo z\ntext"))
                .isEqualTo("%echo x\n");
    }

    @Test
    void aCellMagicTakesTheRestOfTheCell() {
        assertThat(notebook.value("\n%%echo some words\nline 1\n%echo line 2\n"))
                .isEqualTo("some words|line 1\n%echo line 2\n");
        assertThat(notebook.value("%%body\nx")).isEqualTo("x");
    }

    @Test
    void aMagicsValueCanBeAssigned() {
        assertThat(notebook.value("List<String> given = %words a b\ngiven.size()"))
                .isEqualTo("2");
        assertThat(notebook.value("var other = %words a b c;\nother.size()")).isEqualTo("3");
        assertThat(notebook.value("other = %words d\nother")).isEqualTo("[d]");
        assertThat(notebook.failure("int number = %words a").message())
                .startsWith("The variable number has the type int, but the value is a java.util.ImmutableCollections");
        assertThat(notebook.failure("unheard = %words a").message())
                .isEqualTo("There is no variable unheard yet. Give its type, or var: var unheard = %...");
    }

    @Test
    void aMagicDeclaresAndReadsVariables() {
        assertThat(notebook.value("%keep kept java.util.List<java.lang.String>\nkept.get(0).length()"))
                .isEqualTo("4");
        assertThat(notebook.value("%read kept")).isEqualTo("[kept]");
        assertThat(notebook.value("%read none")).isEqualTo("nothing");
        assertThat(notebook.failure("%keep class java.util.List").message())
                .isEqualTo("\"class\" can't be the name of a variable: a Java identifier is needed.");
        assertThat(notebook.failure("%keep k org.missing.Type").message())
                .isEqualTo("The variable k can't be declared: cells know no type \"org.missing.Type\".");
    }

    @Test
    void whatAMagicRefusesIsShownAlone() {
        assertThat(notebook.failure("%refuse this").name()).isEqualTo("MagicException");
        assertThat(notebook.traceback("%refuse this")).isEqualTo("It can't be done: this");
    }

    @Test
    void whatFailsInAMagicHasAShortTraceback() {
        assertThat(notebook.traceback("%fail"))
                .startsWith("java.io.IOException: disk full\n  at lambda, Cell In[1], line 14\n")
                .doesNotContain("aethercreator");
    }

    @Test
    void anUnknownMagicIsAnsweredWithSimilarNames() {
        assertThat(notebook.traceback("%ecko x"))
                .isEqualTo("There is no magic %ecko. Similar: %echo. %lsmagic lists all.");
        assertThat(notebook.traceback("%zzzzzzzzz")).isEqualTo("There is no magic %zzzzzzzzz. %lsmagic lists all.");
    }

    @Test
    void theNumberOfPercentSignsMatters() {
        assertThat(notebook.traceback("%body x"))
                .isEqualTo("%body needs two percent signs: write %%body as the first line of a cell, and what it works"
                        + " on in the lines below.");
        assertThat(notebook.traceback("%%words x\nmore"))
                .isEqualTo("%%words takes no lines below it: write %words with one percent sign, and the other lines in"
                        + " this or another cell.");
    }

    @Test
    void helpIsPrinted() {
        notebook.value("%echo --help");
        assertThat(notebook.cell.out()).isEqualTo("%echo helps\n");
        notebook.value("%help echo");
        assertThat(notebook.cell.out()).isEqualTo("%echo helps\n");
        notebook.value("%lsmagic");
        assertThat(notebook.cell.out())
                .contains("%echo ", "is for tests (also %%echo)\n", "%%body ", "%NAME --help explains one.");
    }

    @Test
    void theNamesOfIJavaWork() {
        assertThat(notebook.value("lineMagic(\"words\", List.of(\"a b\", \"c\"))"))
                .isEqualTo("[a b, c]");
        assertThat(notebook.value("cellMagic(\"echo\", List.of(), \"body\")")).isEqualTo("|body");
        assertThat(notebook.value("getKernelInstance() == kernel()")).isEqualTo("true");
    }
}
