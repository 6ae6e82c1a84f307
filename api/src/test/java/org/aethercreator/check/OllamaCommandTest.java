package org.aethercreator.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OllamaCommandTest {
    @Test
    void plainWordsStandWithoutQuotes() {
        OllamaCommand command = OllamaCommand.create("me/java-tutor:v1", Path.of("models", "Modelfile"));
        assertThat(command.sh()).isEqualTo("ollama create me/java-tutor:v1 -f models/Modelfile");
        assertThat(command.powerShell()).isEqualTo(command.sh());
    }

    @Test
    void everythingElseIsQuotedForTheShell() {
        OllamaCommand command = OllamaCommand.create("a", Path.of("it's $HOME & more"));
        assertThat(command.sh()).isEqualTo("ollama create a -f 'it'\\''s $HOME & more'");
        assertThat(command.powerShell()).isEqualTo("ollama create a -f 'it''s $HOME & more'");
        assertThat(new OllamaCommand(List.of("@args", "it\u2019s")).powerShell())
                .isEqualTo("'@args' 'it\u2019\u2019s'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "it's", "$(id)", "`id`", "a\nb", "a;b", "~", "*", "\\", "\"", "é", "-f", "!x", ""})
    void shellSeesTheWordsAgain(String word) throws IOException, InterruptedException {
        String line = new OllamaCommand(List.of("printf", "[%s]", word)).sh();
        Process shell = new ProcessBuilder("sh", "-c", line).start();
        String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).isZero();
        assertThat(printed).isEqualTo("[" + word + "]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "./x", "-x", "a/b.c/d", "x:", "é", "h.x/model"})
    void nameThatOllamaRefusesIsRefused(String name) {
        assertThatThrownBy(() -> OllamaCommand.run(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "\"" + name + "\" cannot be the name of an Ollama model; use letters, digits, _, - and . (at"
                                + " most 80), with a namespace before / or a tag after : if you like, for example"
                                + " java-tutor:latest.");
    }
}
