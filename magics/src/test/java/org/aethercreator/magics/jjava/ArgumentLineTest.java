package org.aethercreator.magics.jjava;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.aethercreator.kernel.magic.MagicArguments;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentLineTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"plain", "two words", "", "it's", "a \"quoted\" word", "\"", "'\"'", "tab\there", "C:\\models"})
    void aWordIsFoundAgain(String word) {
        List<String> words = List.of("--first", word, "last");

        assertThat(MagicArguments.split(ArgumentLine.of(words))).isEqualTo(words);
    }
}
