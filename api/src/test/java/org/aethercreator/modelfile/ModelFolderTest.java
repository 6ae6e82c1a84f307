package org.aethercreator.modelfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Ollama takes of a folder; every case was put to Ollama 0.33's own code as well. */
class ModelFolderTest {
    private static final String BINARY = "GGUF\u0003\u0000\u0000\u0000";

    @TempDir
    Path folder;

    @Test
    void safetensorsOfSubfoldersBelongToTheModel() throws IOException {
        write("model.safetensors", "x");
        write("sub/model-x.safetensors", "x");
        write("sub/config.json", "{}");
        write("sub/deep/config.json", "{}");
        write("tokenizer.model", "\u0000");
        write("chat_template.jinja", "{{ x }}");
        write("adapter.gguf", BINARY);
        assertThat(files("."))
                .containsExactlyInAnyOrder(
                        "model.safetensors",
                        "sub/model-x.safetensors",
                        "sub/config.json",
                        "tokenizer.model",
                        "chat_template.jinja");
    }

    @Test
    void everyGgufOfAFolderIsTaken() throws IOException {
        write("a.gguf", BINARY);
        write("b.gguf", BINARY);
        write("c.bin", BINARY);
        assertThat(files(".")).containsExactlyInAnyOrder("a.gguf", "b.gguf");
    }

    @Test
    void weightsOfTheWrongKindAreNoWeights() throws IOException {
        write("a.gguf", "a text");
        write("pytorch_model.bin", "PK\u0003\u0004");
        assertThat(files(".")).containsExactly("pytorch_model.bin");
        Files.delete(folder.resolve("pytorch_model.bin"));
        assertRefused("FROM .").hasMessageStartingWith("no Modelfile or safetensors files found. ");
    }

    @Test
    void settingsThatAreNoTextStopCreate() throws IOException {
        write("model.safetensors", "x");
        write("config.json", "\u0000\u0001");
        assertRefused("FROM .")
                .hasMessage("invalid content type: expected application/octet-stream for "
                        + folder.resolve("config.json")
                        + ". Line 1, column 1: found \".\". Beside the weights of a folder"
                        + " lie .json files of text. Remove config.json from the folder, or fetch it again.");
        write("config.json", "<html><body>not found</body></html>");
        assertRefused("FROM .").hasMessageStartingWith("invalid content type: expected text/html for ");
    }

    @Test
    void linksThatLeadOutOfTheFolderAreRefused() throws IOException {
        write("elsewhere/weights", "x");
        Files.createDirectory(folder.resolve("model"));
        Files.createSymbolicLink(folder.resolve("model/model.safetensors"), Path.of("../elsewhere/weights"));
        assertRefused("FROM model").hasMessageStartingWith("insecure path: ../elsewhere/weights. ");
    }

    @Test
    void pathThroughAFileAndUnknownUserStopCreate() throws IOException {
        write("a.gguf", BINARY);
        assertRefused("FROM ./a.gguf/b")
                .hasMessageStartingWith("stat " + folder.resolve("a.gguf/b") + ": not a directory. ");
        assertRefused("FROM ~no-such-user/x")
                .hasMessageStartingWith("failed to find user 'no-such-user': user: unknown user no-such-user. ");
    }

    private List<String> files(String base) throws IOException {
        return Modelfile.parse("FROM " + base).createRequest(folder).files().stream()
                .map(file -> folder.relativize(file).toString())
                .toList();
    }

    private AbstractThrowableAssert<?, ?> assertRefused(String text) {
        return assertThatThrownBy(() -> Modelfile.parse(text).createRequest(folder))
                .isInstanceOf(ModelfileFormatException.class);
    }

    private void write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content, StandardCharsets.ISO_8859_1);
    }
}
