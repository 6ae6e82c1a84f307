package org.aethercreator.modelfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.aethercreator.modelfile.ModelfileSource.Token.Kind;
import org.junit.jupiter.api.Test;

/** What is said about texts that Ollama refuses, and what an editor can still show of them. */
class ModelfileProblemsTest {
    private static final String COMMANDS = "command must be one of \"from\", \"license\", \"template\", \"system\","
            + " \"adapter\", \"draft\", \"renderer\", \"parser\", \"parameter\", \"message\", or \"requires\"";
    private static final String COMMANDS_ALLOWED = "A line begins with FROM, LICENSE, TEMPLATE, SYSTEM, ADAPTER, DRAFT,"
            + " RENDERER, PARSER, PARAMETER, MESSAGE, REQUIRES or #, then one space and the value.";

    @Test
    void misspelledCommandNamesTheClosest() {
        assertThat(problem("FROM a\n  SYSTM hello\n"))
                .hasMessage("(line 2): " + COMMANDS + ". Line 2, column 3: found \"SYSTM\". " + COMMANDS_ALLOWED
                        + " Write SYSTEM and one space.");
    }

    @Test
    void commandWithoutValueShowsHowToWriteOne() {
        assertThat(problem("FROM a\nSYSTEM\n"))
                .hasMessage("(line 3): " + COMMANDS + ". Line 2, column 1: found \"SYSTEM\". " + COMMANDS_ALLOWED
                        + " Write SYSTEM and its value after it; SYSTEM \"\" is the empty value.");
    }

    @Test
    void lineAndColumnAreTheEditorsAlsoWithCarriageReturns() {
        ModelfileFormatException problem = problem("FROM a\r\n\r\nEMBED x\r\n");
        assertThat(problem.line()).isEqualTo(3);
        assertThat(problem.column()).isEqualTo(1);
        assertThat(problem.found()).isEqualTo("EMBED");
        assertThat(problem.ollamaMessage()).isEqualTo("(line 5): " + COMMANDS);
    }

    @Test
    void hyphenInParameterNameIsSpelledWithUnderscore() {
        assertThat(problem("FROM a\nPARAMETER num-ctx 4096\n"))
                .hasMessage("unexpected EOF: num. Line 2, column 11: found \"num-ctx\". PARAMETER is followed by one"
                        + " space, a name of letters, digits and underscores, one space and the value. Write num_ctx.");
    }

    @Test
    void textAfterTheClosingQuoteIsTheReasonOfAnEndlessValue() {
        assertThat(problem("FROM a\nPARAMETER stop \"x\" # why\n"))
                .hasMessage("unexpected EOF. Line 2, column 16: found \"\"x\" # why\". A value that begins with \" ends"
                        + " where a line ends with \". Nothing may stand after the closing quote on its line, not even a"
                        + " comment; put the whole value between \"\"\" and \"\"\" if it holds quotes itself.");
    }

    @Test
    void roleInUpperCaseIsSpelledInLowerCase() {
        assertThat(problem("FROM a\nMESSAGE User hi\n"))
                .hasMessage(
                        "(line 2): message role must be one of \"system\", \"user\", or \"assistant\". Line 2, column"
                                + " 9: found \"User\". MESSAGE is followed by one space, by system, user or assistant in lower"
                                + " case, one space and the text. Write user in lower case.");
    }

    @Test
    void missingFromSaysWhatABaseIs() {
        assertThat(problem("SYSTEM hi\n"))
                .hasMessage("no FROM line. Line 2, column 1: found nothing. A Modelfile names its base once, anywhere."
                        + " Write a line FROM with the path of a GGUF file, a folder or the name of a model.");
    }

    @Test
    void longSIsNoLetterOfACommand() {
        assertThat(problem("FROM a\n\u017FYSTEM hi\n").ollamaMessage()).isEqualTo("(line 2): " + COMMANDS);
    }

    @Test
    void textOfUnclosedQuotesIsReadInOneGo() {
        ModelfileSource source = ModelfileSource.of("FROM a\n" + "SYSTEM \"open\u200b\n".repeat(50_000));
        assertThat(source.problems()).hasSize(100);
        assertThat(source.tokens()).hasSize(2 + 2 * 50_000);
    }

    @Test
    void everyProblemOfATextIsFoundAndTheRestIsUnderstood() {
        ModelfileSource source =
                ModelfileSource.of("FROM a\nBAD x\nPARAMETER num-ctx 1\nSYSTEM hi\nTEMPLATE \"open\n# end\n");

        assertThat(source.problems()).extracting(ModelfileFormatException::line).containsExactly(2, 3, 5);
        assertThat(source.entries()).extracting(source::text).containsExactly("FROM a", "SYSTEM hi", "# end");
    }

    @Test
    void tokensCoverEveryPartOfAnInstruction() {
        String text = "# c\nfrom a b\nPARAMETER stop \"x\ny\"\nMESSAGE user  hi\nNOPE 1\nSYSTEM \"open";
        List<String> shown = ModelfileSource.of(text).tokens().stream()
                .map(token -> token.kind() + ":" + text.substring(token.start(), token.end()))
                .toList();
        assertThat(shown)
                .containsExactly(
                        Kind.COMMENT + ":# c",
                        Kind.KEYWORD + ":from",
                        Kind.VALUE + ":a b",
                        Kind.KEYWORD + ":PARAMETER",
                        Kind.PARAMETER_NAME + ":stop",
                        Kind.STRING + ":\"x\ny\"",
                        Kind.KEYWORD + ":MESSAGE",
                        Kind.ROLE + ":user",
                        Kind.VALUE + ":hi",
                        Kind.INVALID + ":NOPE 1",
                        Kind.KEYWORD + ":SYSTEM",
                        Kind.INVALID + ":\"open");
    }

    @Test
    void droppedCharactersAreReportedWithTheirLine() {
        ModelfileSource source = ModelfileSource.of("FROM a\nSYSTEM one\u00a0two\u200d\n# in a comment\u200b\n");
        assertThat(source.droppedCharacters())
                .extracting(dropped -> dropped.line() + " " + dropped.description())
                .containsExactly("2 U+00A0 (NO-BREAK SPACE)", "2 U+200D (ZERO WIDTH JOINER)");
        assertThat(source.modelfile().system()).contains("onetwo");
    }

    private static ModelfileFormatException problem(String text) {
        return catchThrowableOfType(ModelfileFormatException.class, () -> Modelfile.parse(text));
    }
}
