package org.aethercreator.chattemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.gguf.GgufValue;
import org.aethercreator.gguf.GgufWriter;
import org.aethercreator.hub.SampleModel;
import org.aethercreator.progress.Progress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChatTemplatesTest {
    @TempDir
    Path folder;

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void aFolderWithoutTemplatesHasNone() throws Exception {
        assertThat(ChatTemplates.ofFolder(folder).standard()).isEmpty();
    }

    @Test
    void theConfigurationHoldsOneTemplateAndTheTokens() throws Exception {
        write(
                "tokenizer_config.json",
                "{\"chat_template\": \"A\", \"bos_token\": \"<s>\", \"eos_token\": {\"content\": \"</s>\"}, \"pad_token\": null}");
        ChatTemplates templates = ChatTemplates.ofFolder(folder);
        assertThat(templates.sources()).isEqualTo(Map.of("default", "A"));
        assertThat(templates.specialTokens()).isEqualTo(Map.of("bos_token", "<s>", "eos_token", "</s>"));
    }

    @Test
    void theConfigurationHoldsSeveralTemplates() throws Exception {
        write(
                "tokenizer_config.json",
                "{\"chat_template\": [{\"name\": \"default\", \"template\": \"A\"}, {\"name\": \"tool_use\", \"template\": \"B\"}]}");
        ChatTemplates templates = ChatTemplates.ofFolder(folder);
        assertThat(templates.standard().orElseThrow().source()).isEqualTo("A");
        assertThat(templates.forTools().orElseThrow().source()).isEqualTo("B");
    }

    @Test
    void aFileOfItsOwnWins() throws Exception {
        write("tokenizer_config.json", "{\"chat_template\": \"A\"}");
        write("chat_template.json", "{\"chat_template\": \"B\"}");
        assertThat(ChatTemplates.ofFolder(folder).sources()).isEqualTo(Map.of("default", "B"));
        write("chat_template.jinja", "C");
        write("additional_chat_templates/rag.jinja", "D");
        assertThat(ChatTemplates.ofFolder(folder).sources()).isEqualTo(Map.of("default", "C", "rag", "D"));
    }

    @Test
    void aDamagedConfigurationIsNamed() throws Exception {
        write("tokenizer_config.json", "{");
        assertThatThrownBy(() -> ChatTemplates.ofFolder(folder))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(folder.resolve("tokenizer_config.json") + " holds no JSON: ")
                .hasMessageEndingWith(" Download it again.");
    }

    @Test
    void aGgufFileNamesItsTemplatesAndTokens() throws Exception {
        Path file = folder.resolve("model.gguf");
        GgufWriter.create()
                .set("general.architecture", GgufValue.string("llama"))
                .set("tokenizer.chat_template", GgufValue.string("A"))
                .set("tokenizer.chat_template.tool_use", GgufValue.string("B"))
                .set("tokenizer.ggml.tokens", GgufValue.strings(List.of("<s>", "</s>")))
                .set("tokenizer.ggml.eos_token_id", GgufValue.uint32(1))
                .set("tokenizer.ggml.bos_token_id", GgufValue.uint32(7))
                .write(file, Progress.none());
        try (GgufFile gguf = GgufFile.open(file)) {
            ChatTemplates templates = ChatTemplates.of(gguf.metadata());
            assertThat(templates.sources()).isEqualTo(Map.of("default", "A", "tool_use", "B"));
            assertThat(templates.specialTokens()).isEqualTo(Map.of("eos_token", "</s>"));
            assertThat(ChatTemplate.of(gguf.model()).orElseThrow().source()).isEqualTo("A");
        }
    }

    @Test
    @Tag("real")
    void aRealModelsTemplateIsRendered() throws Exception {
        try (GgufFile gguf = GgufFile.open(SampleModel.SMOLLM2_135M_INSTRUCT.fetch(Progress.none()))) {
            ChatTemplates templates = ChatTemplates.of(gguf.metadata());
            ChatTemplate template = templates.standard().orElseThrow();
            ChatTemplateInput input = ChatTemplateInput.of(List.of(Map.of("role", "user", "content", "Hi")))
                    .withVariables(templates.specialTokens());
            assertThat(templates.specialTokens()).containsEntry("eos_token", "<|im_end|>");
            assertThat(template.render(input))
                    .isEqualTo(
                            "<|im_start|>system\nYou are a helpful AI assistant named SmolLM, trained by Hugging Face"
                                    + "<|im_end|>\n<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n");
            assertThat(template.capabilities()).isEqualTo(new TemplateCapabilities(true, false, false, true, false));
        }
    }
}
