package org.aethercreator.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.aethercreator.modelfile.ModelfileSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What FROM, ADAPTER and DRAFT name, on a real folder. */
class PathRulesTest {
    @TempDir
    Path folder;

    @BeforeEach
    void oneModelLiesInTheFolder() throws IOException {
        Files.write(folder.resolve("model.gguf"), new byte[] {'G', 'G', 'U', 'F', 3, 0, 0, 0});
    }

    @Test
    void existingFileAndModelNameAreFine() {
        assertThat(messages("FROM ./model.gguf\n")).isEmpty();
        assertThat(messages("FROM model.gguf\n")).isEmpty();
        assertThat(messages("FROM llama3.2\n")).isEmpty();
        assertThat(messages("FROM hf.co/bartowski/Llama-3.2-1B-Instruct-GGUF:Q4_K_M\n"))
                .isEmpty();
    }

    @Test
    void missingFileNamesThoseThatAreThere() {
        assertThat(messages("FROM ./modle.gguf\n"))
                .containsExactly("There is no file or folder " + folder.resolve("modle.gguf")
                        + ". Ollama takes the text for a model's name and stops: invalid model name. Correct the path; the"
                        + " folder has ./model.gguf.");
        assertThat(messages("FROM other.gguf\n"))
                .containsExactly("There is no file or folder " + folder.resolve("other.gguf")
                        + ". Ollama takes the text for a model's name and tries to pull it from its library. Correct the"
                        + " path; the folder has ./model.gguf.");
    }

    @Test
    void fileThatIsNoGgufIsAnError() throws IOException {
        Files.writeString(folder.resolve("pointer.gguf"), "version https://git-lfs.github.com/spec/v1\n");
        assertThat(messages("FROM ./pointer.gguf\n"))
                .containsExactly(
                        "The file " + folder.resolve("pointer.gguf") + " is no GGUF file. It looks like a pointer"
                                + " of Git LFS; the weights themselves were not fetched. Fetch the file again, or name the folder"
                                + " of the weights.");
    }

    @Test
    void folderNamedLikeTheModelWins() throws IOException {
        Files.createDirectory(folder.resolve("llama3.2"));
        Files.copy(folder.resolve("model.gguf"), folder.resolve("llama3.2/model.gguf"));
        assertThat(messages("FROM llama3.2\n"))
                .containsExactly("FROM llama3.2 is the folder " + folder.resolve("llama3.2")
                        + ", not the model of that name. Ollama prefers what lies beside the Modelfile. Write ./llama3.2"
                        + " if the folder is meant, llama3.2:latest if the model is.");
    }

    @Test
    void nameBesideAFileMakesTheFileUseless() {
        assertThat(messages("FROM ./model.gguf\nFROM llama3.2\n"))
                .containsExactly(
                        "FROM ./model.gguf is not used. FROM llama3.2 on line 2 is a model's name; the last name"
                                + " wins over files and other names. Remove one of the two.");
    }

    @Test
    void missingAdapterStopsCreate() {
        assertThat(messages("FROM ./model.gguf\nADAPTER ./lora.gguf\n"))
                .containsExactly("ollama create stops: stat " + folder.resolve("lora.gguf")
                        + ": no such file or directory. ADAPTER names a file or folder that exists, absolute or relative"
                        + " to the Modelfile. Correct the path, or put the file there.");
    }

    @Test
    void adapterFolderWithTheNameOfPeftIsNotFound() throws IOException {
        Path adapter = Files.createDirectory(folder.resolve("lora"));
        Files.write(adapter.resolve("adapter_model.safetensors"), new byte[] {8, 0});
        assertThat(messages("FROM ./model.gguf\nADAPTER ./lora\n"))
                .singleElement()
                .asString()
                .startsWith("ollama create stops: no Modelfile or safetensors files found.")
                .contains("rename it to model.safetensors");
    }

    private List<String> messages(String text) {
        return ModelfileCheck.of(ModelfileSource.of(text)).withFolder(folder).findings().stream()
                .map(Finding::message)
                .toList();
    }
}
