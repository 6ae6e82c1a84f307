package org.aethercreator.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.aethercreator.check.Finding.Severity;
import org.aethercreator.modelfile.Modelfile;
import org.junit.jupiter.api.Test;

/** Stops of a model that has the tokens of ChatML. */
class StopRulesTest {
    private static final Vocabulary CHATML = new Vocabulary(
            new LinkedHashSet<>(List.of("<|endoftext|>", "<|im_start|>", "<|im_end|>")),
            Optional.of("<|im_end|>"),
            text -> false,
            Optional.empty());

    @Test
    void specialTokensOfTheModelAreGoodStops() {
        assertThat(findings("FROM a\nPARAMETER stop <|im_end|>\nPARAMETER stop <|endoftext|>\n", CHATML))
                .isEmpty();
    }

    @Test
    void aTokenOfAnotherFamilyIsReplacedByTheModelsOwn() {
        String text = "FROM a\nPARAMETER stop <|eot_id|>\n";
        Finding finding = only(text, CHATML);
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.message())
                .isEqualTo("The stop \"<|eot_id|>\" is no token of this model. It looks like a special token of another"
                        + " family; this model could write it only as text, and hardly ever does. Its own are"
                        + " <|endoftext|> <|im_start|> <|im_end|>. Write <|im_end|>, which ends an answer of this"
                        + " model.");
        assertThat(fixed(finding, text)).isEqualTo("FROM a\nPARAMETER stop \"<|im_end|>\"\n");
        String both = "FROM a\nPARAMETER stop <|im_end|>\nPARAMETER stop <|eot_id|>\n";
        assertThat(fixed(only(both, CHATML), both)).isEqualTo("FROM a\nPARAMETER stop <|im_end|>\n");
    }

    @Test
    void aPartOfATokenIsMadeWhole() {
        String text = "FROM a\nPARAMETER stop <|im_end\n";
        Finding finding = only(text, CHATML);
        assertThat(finding.message())
                .isEqualTo("The stop \"<|im_end\" is a part of the special token \"<|im_end|>\". The model writes the"
                        + " token as a whole, and it may not be shown as text at all. Write <|im_end|>.");
        assertThat(fixed(finding, text)).isEqualTo("FROM a\nPARAMETER stop \"<|im_end|>\"\n");
        assertThat(findings("FROM a\nPARAMETER stop |>\n", CHATML)).isEmpty();
    }

    @Test
    void aTokenAndMoreIsCutToTheToken() {
        String text = "FROM a\nPARAMETER stop <|im_end|>user\n";
        Finding finding = only(text, CHATML);
        assertThat(finding.message())
                .isEqualTo("The stop \"<|im_end|>user\" is the special token \"<|im_end|>\" and more. The model writes"
                        + " the token as a whole, and often nothing after it: the stop is then never reached. Write"
                        + " <|im_end|>.");
        assertThat(fixed(finding, text)).isEqualTo("FROM a\nPARAMETER stop \"<|im_end|>\"\n");
    }

    @Test
    void aTokenizerTellsIntoWhatATextIsSplit() {
        Vocabulary cutting = CHATML.withTokenizer(text -> List.of(text.split("(?<=[|_:])")));
        assertThat(only("FROM a\nPARAMETER stop User:Bye\n", cutting).message())
                .isEqualTo("The stop \"User:Bye\" is not one token of this model but several: \"User:\" \"Bye\". It is"
                        + " found all the same, once the model has written all of them in a row; text is held back"
                        + " while they come. Keep it if the model was trained to write it.");
        assertThat(only("FROM a\nPARAMETER stop <|eot_id|>\n", cutting).why())
                .startsWith("It looks like a special token of another family; this model could write it only as text,"
                        + " in the parts \"<|\" \"eot_\" \"id|\" \">\", and hardly ever does.");
        assertThat(findings("FROM a\nPARAMETER stop Bye\n", cutting)).isEmpty();
    }

    @Test
    void theListOfTokensTellsThatATextIsSplit() {
        Vocabulary listed = new Vocabulary(
                CHATML.specialTokens(), CHATML.endOfTurn(), text -> !text.equals("Bye"), Optional.empty());
        assertThat(only("FROM a\nPARAMETER stop User:Bye\n", listed).message())
                .isEqualTo("The stop \"User:Bye\" is not one token of this model but several. It is found all the same,"
                        + " once the model has written all of them in a row; text is held back while they come. Keep it"
                        + " if the model was trained to write it.");
        assertThat(findings("FROM a\nPARAMETER stop Bye\n", listed)).isEmpty();
    }

    @Test
    void withoutTokensNothingIsSaidOfThem() {
        Vocabulary none = new Vocabulary(new LinkedHashSet<>(), Optional.empty(), text -> true, Optional.empty());
        assertThat(findings("FROM a\nPARAMETER stop <|eot_id|>\n", none)).isEmpty();
    }

    private static List<Finding> findings(String text, Vocabulary vocabulary) {
        return ModelfileCheck.of(Modelfile.parse(text))
                .withVocabulary(vocabulary)
                .findings();
    }

    private static Finding only(String text, Vocabulary vocabulary) {
        List<Finding> findings = findings(text, vocabulary);
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }

    private static String fixed(Finding finding, String text) {
        assertThat(finding.edit()).isNotNull();
        return finding.edit().applyTo(text);
    }
}
