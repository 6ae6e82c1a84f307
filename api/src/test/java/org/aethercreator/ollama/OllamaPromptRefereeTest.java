package org.aethercreator.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.aethercreator.chat.ChatMessage;
import org.aethercreator.chat.PromptTemplate;
import org.aethercreator.chattemplate.ChatTemplate;
import org.aethercreator.check.template.ProbeResult;
import org.aethercreator.check.template.SpecialTokens;
import org.aethercreator.check.template.TemplateDerivation;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.hub.SampleModel;
import org.aethercreator.modelfile.Modelfile;
import org.aethercreator.progress.Progress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a real Ollama 0.17.4 gives its model to read is what we predict, and the model answers that. */
@Tag("referee")
@Tag("real")
class OllamaPromptRefereeTest {
    private static final String CHATML = """
            TEMPLATE \"""{{- range .Messages }}<|im_start|>{{ .Role }}
            {{ .Content }}<|im_end|>
            {{ end }}<|im_start|>assistant
            \"""
            """;

    private static final String LEGACY = """
            TEMPLATE \"""{{ if .System }}<|im_start|>system
            {{ .System }}<|im_end|>
            {{ end }}{{ if .Prompt }}<|im_start|>user
            {{ .Prompt }}<|im_end|>
            {{ end }}<|im_start|>assistant
            {{ .Response }}<|im_end|>
            \"""
            """;

    private static final String SYSTEM = "SYSTEM \"\"\"You are \"terse\".\nVery.\"\"\"\n";
    private static final String HISTORY = "MESSAGE user Hi\nMESSAGE assistant Ho\n";
    private static final String QUESTION = "Name three colours of the sea.";

    @TempDir
    private static Path folder;

    private static RealOllama server;
    private static OllamaClient client;
    private static Path gguf;
    private static TemplateDerivation derivation;

    @BeforeAll
    static void start() throws Exception {
        gguf = SampleModel.SMOLLM2_135M_INSTRUCT.fetch(Progress.none());
        server = RealOllama.start(folder);
        client = OllamaClient.at(server.address());
        try (GgufFile file = GgufFile.open(gguf)) {
            derivation = TemplateDerivation.of(
                    ChatTemplate.of(file.model()).orElseThrow(), SpecialTokens.of(file.metadata()));
        }
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (client != null) {
            client.close();
        }
        if (server != null) {
            server.close();
        }
    }

    private static Modelfile modelfile(String instructions) {
        return Modelfile.parse("FROM " + gguf + "\nPARAMETER temperature 0\nPARAMETER seed 42\n"
                + "PARAMETER num_ctx 1024\nPARAMETER num_predict 24\n" + instructions);
    }

    private static Modelfile derived(String instructions) {
        return modelfile(instructions)
                .withTemplate(derivation.proven().orElseThrow().text(), derivation.stops());
    }

    private static String predicted(Modelfile modelfile) throws IOException {
        List<ChatMessage> messages = new ArrayList<>(ChatMessage.opening(modelfile));
        messages.add(ChatMessage.user(QUESTION));
        try (GgufFile file = GgufFile.open(gguf)) {
            return PromptTemplate.of(modelfile, file).prompt(messages);
        }
    }

    private static ChatRequest question(String model) {
        return ChatRequest.of(model, ChatRequest.Message.user(QUESTION));
    }

    private static String chatted(String model) throws InterruptedException {
        return client.chat(question(model), part -> {}).text();
    }

    private static String raw(String model, String prompt) throws InterruptedException {
        return client.generate(GenerateRequest.of(model, prompt).withRaw(), part -> {})
                .text();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                CHATML,
                CHATML + SYSTEM,
                CHATML + SYSTEM + HISTORY,
                CHATML + "SYSTEM \" \"",
                CHATML + SYSTEM + "MESSAGE system And polite.\n" + HISTORY,
                CHATML + HISTORY + HISTORY + "MESSAGE user \" spaces around \"\n",
                LEGACY,
                LEGACY + SYSTEM,
                LEGACY + SYSTEM + HISTORY,
                LEGACY + HISTORY + "MESSAGE system Later.\nMESSAGE user A\nMESSAGE user B\n",
                "TEMPLATE {{ .Prompt }}\n" + SYSTEM + HISTORY,
                "TEMPLATE \"{{ .System }}|{{ .Prompt }}|\"\n" + SYSTEM + HISTORY,
                "TEMPLATE \"{{ .System }}{{ range $i, $m := .Messages }}{{ $i }}{{ $m.Role }}{{ end }}{{ .Think }}\"\n"
                        + SYSTEM
            })
    void promptOfTheEmbeddedEngineIsTheServers(String instructions) throws Exception {
        Modelfile modelfile = modelfile(instructions);
        client.create("prompts", modelfile, folder, Progress.none());
        assertThat(predicted(modelfile)).isNotEmpty().isEqualTo(client.renderedPrompt(question("prompts")));
    }

    /** The server is older than 0.30 and does not run Jinja: it has a TEMPLATE that is proven to write the same. */
    @Test
    void theModelAnswersThePromptOfItsOwnTemplate() throws Exception {
        client.create("own", derived(SYSTEM + HISTORY), folder, Progress.none());
        String prompt = predicted(modelfile(SYSTEM + HISTORY));
        assertThat(prompt).startsWith("<|im_start|>system\nYou are").endsWith("<|im_start|>assistant\n");
        assertThat(chatted("own")).isNotBlank().isEqualTo(raw("own", prompt));
    }

    @ParameterizedTest
    @ValueSource(strings = {CHATML, LEGACY + SYSTEM + HISTORY})
    void theModelAnswersThePromptOfTemplate(String instructions) throws Exception {
        Modelfile modelfile = modelfile(instructions);
        client.create("given", modelfile, folder, Progress.none());
        assertThat(chatted("given")).isNotBlank().isEqualTo(raw("given", predicted(modelfile)));
    }

    @Test
    void aWrongTemplateIsSeenInTheAnswer() throws Exception {
        String right = predicted(modelfile(CHATML));
        Modelfile wrong = modelfile("TEMPLATE \"{{ range .Messages }}### {{ .Role }}: {{ .Content }} {{ end }}\"\n");
        client.create("wrong", wrong, folder, Progress.none());
        assertThat(chatted("wrong")).isEqualTo(raw("wrong", predicted(wrong))).isNotEqualTo(raw("wrong", right));
    }

    /** What the doctor compares is what the server sends to the model. */
    @Test
    void derivedTemplateIsRenderedByTheServerAsPredicted() throws Exception {
        client.create("derived", derived(""), folder, Progress.none());
        int compared = 0;
        for (ProbeResult result : derivation.comparison().orElseThrow().results()) {
            List<ChatRequest.Message> messages = result.probe().messages().stream()
                    .map(message -> ChatRequest.Message.of(message.role(), message.content()))
                    .toList();
            assertThat(client.renderedPrompt(ChatRequest.of("derived").withMessages(messages)))
                    .as(result.probe().name())
                    .isEqualTo(result.own());
            compared++;
        }
        assertThat(compared).isEqualTo(12);
    }
}
