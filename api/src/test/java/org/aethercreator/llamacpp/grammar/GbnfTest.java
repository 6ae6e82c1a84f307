package org.aethercreator.llamacpp.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class GbnfTest {
    @Test
    void everyNotationIsRead() {
        Grammar grammar = Grammar.gbnf("""
                # a comment
                root ::= greeting (", " name){1,2} "!"? [^.a-c] . # the rest
                greeting ::= "Hello" |
                    "\\x48i" | ("Ho" )+
                name ::= [A-Z] [a-z]* "\\u00e9\\U0001F600"{0} -x
                -x ::= "" | "\\"\\\\\\[\\]\\n\\r\\t"
                """);
        assertThat(GbnfMatcher.matches(grammar, "Hello, Anna!d?")).isTrue();
        assertThat(GbnfMatcher.matches(grammar, "HoHo, A\"\\[]\n\r\t, Bo😀.")).isTrue();
        assertThat(GbnfMatcher.matches(grammar, "Hi!")).isFalse();
        assertThat(GbnfMatcher.matches(grammar, "Hello, Anna!a?")).isFalse();
    }

    @Test
    void aMistakeIsToldWithItsLine() {
        refused(
                "root ::= a\na = \"b\"",
                "The grammar is wrong in line 2, column 3: expected ::= after the rule's name \"a\". The line is: a = \"b\"");
        refused(
                "root ::= (\"a\"",
                "The grammar is wrong in line 1, column 14: expected ). The line is: root ::= (\"a\"");
        refused(
                "root ::= \"a",
                "The grammar is wrong in line 1, column 12: the text ends within a \"literal\" or a [class]. The line is:"
                        + " root ::= \"a");
        refused(
                "root ::= *",
                "The grammar is wrong in line 1, column 10: nothing stands before the * that could be repeated. The line"
                        + " is: root ::= *");
        refused(
                "root ::= \"\\q\"",
                "The grammar is wrong in line 1, column 12: expected x, u, U, t, r, n, \\, \", [ or ] after the \\. The"
                        + " line is: root ::= \"\\q\"");
        refused(
                "root ::= \"a\"{3,2}",
                "The grammar is wrong in line 1, column 18: a repetition has the largest count 2, but the smallest 3. The"
                        + " line is: root ::= \"a\"{3,2}");
        refused(
                "root ::= \"a\"{99999}",
                "The grammar is wrong in line 1, column 19: a repetition of 99999 is more than the 2000 that llama.cpp"
                        + " can bear. The line is: root ::= \"a\"{99999}");
    }

    @Test
    void whatLlamaCppCouldNotFollowIsRefused() {
        refused(
                "start ::= \"a\"",
                "The grammar has no rule \"root\", which the whole text follows; add a line such as: root ::= \"yes\" |"
                        + " \"no\"");
        refused(
                "root ::= \"a\"\n\n | yes",
                "The grammar is wrong in line 3, column 2: expected the name of a rule. The line is:  | yes");
        refused(
                "root ::= \"a\" |\n yes",
                "The grammar is wrong in line 2: the rule \"yes\" is defined nowhere; define it, or write \"yes\" in"
                        + " quotes if it is a text.");
        refused(
                "root ::= a\na ::= \"x\"? b \"y\"\nb ::= a | \"z\"",
                "The grammar is wrong in line 2: the rule \"a\" begins with itself (left recursion), which llama.cpp"
                        + " cannot follow; let it begin with something else.");
        refused(
                "root ::= (\"a\"?)*",
                "The grammar is wrong in line 1: the rule \"root\" repeats without limit what may be empty; let each"
                        + " repetition have a character.");
        refused(
                "root ::= \"a\" root",
                "The grammar is wrong in line 1: a text that follows the rule \"root\" never ends, because the rule"
                        + " always needs itself again; give it an alternative that does not.");
        refused(
                "root ::= \"a\"\nroot ::= \"b\"",
                "The grammar is wrong in line 2: the rule \"root\" is defined twice; rename or remove one.");
    }

    private static void refused(String gbnf, String message) {
        assertThatThrownBy(() -> Grammar.gbnf(gbnf))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
