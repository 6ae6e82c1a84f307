package org.aethercreator.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.aethercreator.chat.PromptTemplate.Origin;
import org.aethercreator.hub.SampleModel;
import org.aethercreator.llamacpp.Generation;
import org.aethercreator.llamacpp.GenerationOptions;
import org.aethercreator.llamacpp.LlamaCpp;
import org.aethercreator.llamacpp.LlamaModel;
import org.aethercreator.llamacpp.LoadOptions;
import org.aethercreator.modelfile.Instruction.Message.Role;
import org.aethercreator.modelfile.ModelParameter;
import org.aethercreator.modelfile.Modelfile;
import org.aethercreator.modelfile.ModelfileBuilder;
import org.aethercreator.progress.Progress;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The model answers the prompt that is predicted, and no other. */
@Tag("real")
class RealChatSessionTest {
    private static final String UPSIDE_DOWN = "{{ range .Messages }}Q: {{ .Content }}\n{{ end }}A:";

    private static Path gguf;

    @BeforeAll
    static void fetch() throws Exception {
        gguf = SampleModel.SMOLLM2_135M_INSTRUCT.fetch(Progress.none());
    }

    private static ModelfileBuilder modelfile() {
        return Modelfile.from(gguf)
                .parameter(ModelParameter.TEMPERATURE, 0)
                .parameter(ModelParameter.NUM_CTX, 256)
                .parameter(ModelParameter.NUM_PREDICT, 16);
    }

    private static ChatSession open(Modelfile modelfile) throws Exception {
        return ChatSession.open(modelfile, Path.of(""), Progress.none());
    }

    private static Generation raw(String prompt) throws Exception {
        try (LlamaModel model =
                LlamaCpp.standard().load(gguf, LoadOptions.standard().withContextTokens(256), Progress.none())) {
            return model.generate(prompt, GenerationOptions.greedy().withMaxTokens(16), text -> {});
        }
    }

    @Test
    void theModelsOwnTemplateMakesThePrompt() throws Exception {
        Modelfile modelfile = modelfile()
                .system("Be brief.")
                .message(Role.USER, "Hi")
                .message(Role.ASSISTANT, "Ho")
                .build();
        try (ChatSession chat = open(modelfile)) {
            Generation answer = chat.send("Name a colour.", text -> {});
            Generation expected = raw("""
                    <|im_start|>system
                    Be brief.<|im_end|>
                    <|im_start|>user
                    Hi<|im_end|>
                    <|im_start|>assistant
                    Ho<|im_end|>
                    <|im_start|>user
                    Name a colour.<|im_end|>
                    <|im_start|>assistant
                    """);
            assertThat(chat.template().origin()).isEqualTo(Origin.MODEL);
            assertThat(chat.ignored()).isEmpty();
            assertThat(answer.text()).isNotBlank().isEqualTo(expected.text());
            assertThat(answer.promptTokens()).isEqualTo(expected.promptTokens());
        }
    }

    @Test
    void templateOfTheModelfileMakesThePrompt() throws Exception {
        try (ChatSession chat = open(modelfile().template(UPSIDE_DOWN).build());
                ChatSession own = open(modelfile().build())) {
            Generation answer = chat.send("Name a colour.", text -> {});
            assertThat(chat.template().origin()).isEqualTo(Origin.MODELFILE);
            assertThat(answer.text())
                    .isNotBlank()
                    .isEqualTo(raw("Q: Name a colour.\nA:").text())
                    .isNotEqualTo(own.send("Name a colour.", text -> {}).text());
            Generation second = chat.send("Another.", text -> {});
            assertThat(second.text())
                    .isEqualTo(raw("Q: Name a colour.\nQ: " + answer.text() + "\nQ: Another.\nA:")
                            .text());
        }
    }

    @Test
    void theOldestTurnsAreLeftOutOnceTheyDoNotFit() throws Exception {
        try (ChatSession chat = open(modelfile().system("Be brief.").build())) {
            List<Integer> promptTokens = new ArrayList<>();
            for (int turn = 1; turn <= 5; turn++) {
                promptTokens.add(
                        chat.send("word ".repeat(60) + turn, text -> {}).promptTokens());
            }
            assertThat(promptTokens).allMatch(tokens -> tokens < 256);
            assertThat(promptTokens.get(4)).isLessThan(5 * 60).isGreaterThan(100);
            assertThat(chat.messages()).hasSize(11);
            assertThatThrownBy(() -> chat.send("word ".repeat(300), text -> {}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageMatching("The prompt has \\d+ tokens, but the context holds 256 and .*");
            assertThat(chat.messages()).as("as it was").hasSize(11);
        }
    }
}
