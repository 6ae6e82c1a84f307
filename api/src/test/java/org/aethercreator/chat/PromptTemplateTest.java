package org.aethercreator.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.aethercreator.chat.PromptTemplate.Origin;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.gguf.GgufValue;
import org.aethercreator.gguf.GgufWriter;
import org.aethercreator.modelfile.Modelfile;
import org.aethercreator.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that are nothing but a chat template and the names of three tokens. */
class PromptTemplateTest {
    private static final String OWN = "{{ bos_token }}{% for m in messages %}[{{ m.role }}|{{ m.content }}]{% endfor %}"
            + "{% if add_generation_prompt %}[assistant|{% endif %}";

    private static final String WITH_TOOLS = OWN + "{% for tool in tools or [] %}{{ tool.function.name }}{% endfor %}";

    private static final List<ChatMessage> CHAT = List.of(
            ChatMessage.system("Be brief."),
            ChatMessage.user("Hi"),
            ChatMessage.assistant("Ho"),
            ChatMessage.user("He?"));

    private static final String ADVICE = "Give the Modelfile the TEMPLATE of the model's family: in a notebook by"
            + " %%modelfile … --template PRESET (its --help lists them), in Java by TemplatePreset.";

    @TempDir
    private Path folder;

    @Test
    void withoutTemplateItIsTheModelsOwn() throws Exception {
        PromptTemplate template = template(OWN, "");
        assertThat(template.origin()).isEqualTo(Origin.MODEL);
        assertThat(template.prompt(CHAT))
                .isEqualTo("<s>[system|Be brief.][user|Hi][assistant|Ho][user|He?][assistant|");
        assertThat(template(OWN, "TEMPLATE \"\"").origin()).isEqualTo(Origin.MODEL);
        try (GgufFile file = GgufFile.open(folder.resolve("m.gguf"))) {
            assertThat(PromptTemplate.of(file).prompt(CHAT)).isEqualTo(template.prompt(CHAT));
        }
    }

    @Test
    void templateIsRunOnceWithAllMessages() throws Exception {
        PromptTemplate template =
                template(OWN, "TEMPLATE {{ range .Messages }}{{ .Role }}: {{ .Content }}, {{ end }}go");
        assertThat(template.origin()).isEqualTo(Origin.MODELFILE);
        assertThat(template.prompt(CHAT)).isEqualTo("system: Be brief., user: Hi, assistant: Ho, user: He?, go");
    }

    @Test
    void templateWithPromptIsRunForEachTurn() throws Exception {
        PromptTemplate template =
                template("", "TEMPLATE {{ if .System }}S {{ .System }} {{ end }}U {{ .Prompt }} A {{ .Response }};");
        assertThat(template.prompt(CHAT)).isEqualTo("S Be brief. U Hi A Ho;U He? A ");
    }

    @Test
    void theMoreCapableOfTheTwoIsTaken() throws Exception {
        String simple = "TEMPLATE {{ range .Messages }}{{ .Content }}{{ end }}";
        assertThat(template(WITH_TOOLS, simple).origin()).isEqualTo(Origin.MODEL);
        assertThat(template(WITH_TOOLS, simple + "{{ .Tools }}").origin()).isEqualTo(Origin.MODELFILE);
    }

    @Test
    void aModelThatCanThinkIsToldTo() throws Exception {
        String own = OWN + "{% if enable_thinking is defined %}{{ enable_thinking }}{% endif %}";
        assertThat(template(own, "").prompt(CHAT)).endsWith("[assistant|True");
        String given = "TEMPLATE {{ range .Messages }}{{ .Content }}{{ if .Thinking }}<think>{{ .Thinking }}</think>"
                + "{{ end }}{{ end }}{{ .IsThinkSet }} {{ .Think }}";
        assertThat(template(own, given).prompt(CHAT)).endsWith("true true");
        assertThat(template(OWN, "TEMPLATE {{ range .Messages }}{{ end }}{{ .IsThinkSet }}")
                        .prompt(CHAT))
                .isEqualTo("false");
    }

    @Test
    void thoughtsOfAnAnswerAreNoPartOfWhatItSays() throws Exception {
        PromptTemplate template = template(
                OWN,
                "TEMPLATE {{ range .Messages }}[{{ .Content }}]{{ if .Thinking }}<think>{{ .Thinking }}</think>{{ end }}"
                        + "{{ end }}");
        assertThat(template.prompt(List.of(
                        ChatMessage.user("1 < 2?</think>"),
                        ChatMessage.assistant("<think>\nOne is less.\n</think>\n\nYes."),
                        ChatMessage.user("So?"),
                        ChatMessage.assistant("It is.</think>So it is."),
                        ChatMessage.user("Thanks."))))
                .isEqualTo("[1 < 2?</think>][Yes.]<think>One is less.</think>[So?][So it is.]<think>It is.</think>"
                        + "[Thanks.]");
    }

    @Test
    void withoutAnyTemplateNothingIsGuessed() {
        assertThatThrownBy(() -> template("", ""))
                .isInstanceOf(ChatException.class)
                .hasMessage(folder.resolve("m.gguf") + " holds no chat template (tokenizer.chat_template), and there is"
                        + " no TEMPLATE, so that nothing says how a conversation is written for this model. " + ADVICE
                        + " A model that is not made for chats goes on with a text by LlamaModel.generate.");
    }

    @Test
    void aTemplateThatCannotBeReadIsNamed() {
        assertThatThrownBy(() -> template("{% for %}", ""))
                .isInstanceOf(ChatException.class)
                .hasMessageStartingWith(
                        "The chat template of " + folder.resolve("m.gguf") + " cannot be read: Chat template, line 1: ")
                .hasMessageEndingWith(ADVICE);
        assertThatThrownBy(() -> template(OWN, "TEMPLATE {{ bos_token }}"))
                .isInstanceOf(ChatException.class)
                .hasMessageStartingWith("Ollama does not take this TEMPLATE, and neither do we: template: :1: function"
                        + " \"bos_token\" not defined");
    }

    @Test
    void aRefusalIsToldInTheTemplatesWords() throws Exception {
        PromptTemplate refusing = template(
                "{% if messages[0].role == 'system' %}{{ raise_exception('System role not supported') }}{% endif %}"
                        + OWN,
                "");
        assertThatThrownBy(() -> refusing.prompt(CHAT))
                .isInstanceOf(ChatException.class)
                .hasMessage("The model's own chat template refuses this conversation: System role not supported."
                        + " Change SYSTEM and MESSAGE so that it does not. Or: " + ADVICE);
        assertThat(refusing.prompt(CHAT.subList(1, 2))).isEqualTo("<s>[user|Hi][assistant|");
    }

    @Test
    void whatFailsInOllamaFailsHere() throws Exception {
        PromptTemplate failing = template(OWN, "TEMPLATE {{ range .Messages }}{{ .Nothing }}{{ end }}");
        assertThatThrownBy(() -> failing.prompt(CHAT))
                .isInstanceOf(ChatException.class)
                .hasMessageStartingWith("TEMPLATE fails on this conversation, in Ollama too: template: :1:24: executing"
                        + " \"\" at <.Nothing>: can't evaluate field Nothing in type");
    }

    /** @param own empty for none */
    private PromptTemplate template(String own, String instructions) throws Exception {
        Path path = folder.resolve("m.gguf");
        GgufWriter writer = GgufWriter.create()
                .set("general.architecture", GgufValue.string("llama"))
                .set("tokenizer.ggml.tokens", GgufValue.strings(List.of("<s>", "a", "</s>")))
                .set("tokenizer.ggml.bos_token_id", GgufValue.uint32(0));
        (own.isEmpty() ? writer : writer.set("tokenizer.chat_template", GgufValue.string(own)))
                .write(path, Progress.none(), (tensor, output) -> {});
        try (GgufFile file = GgufFile.open(path)) {
            return PromptTemplate.of(Modelfile.parse("FROM ./m.gguf\n" + instructions), file);
        }
    }
}
