package org.aethercreator.magics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.aethercreator.hub.SampleModel;
import org.aethercreator.kernel.display.MimeBundle;
import org.aethercreator.kernel.magic.MagicCall;
import org.aethercreator.kernel.magic.MagicException;
import org.aethercreator.kernel.magic.Suggestions;
import org.aethercreator.magics.render.LibraryRenderers;
import org.aethercreator.modelfile.Modelfile;
import org.aethercreator.ollama.OllamaClient;
import org.aethercreator.progress.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelfileMagicTest {
    @TempDir
    private Path folder;

    private RecordingContext notebook;

    @BeforeEach
    void openNotebook() {
        notebook = new RecordingContext(folder);
        LibraryRenderers.register(notebook.renderers());
    }

    private MimeBundle run(String arguments, String body) throws Exception {
        return notebook.renderers().render(new ModelfileMagic().run(new MagicCall(arguments, body, notebook)));
    }

    private String message(String arguments, String body) {
        return catchThrowableOfType(MagicException.class, () -> run(arguments, body))
                .getMessage();
    }

    @Test
    @Tag("real")
    void aCellBecomesAModelfileWithThePresetsValues() throws Exception {
        notebook.variables.put("model", SampleModel.SMOLLM2_135M_INSTRUCT.fetch(Progress.none()));

        MimeBundle shown =
                run("coder --from model --preset coding-focus", "PARAMETER temperature 0.3\nSYSTEM Be terse.");

        Modelfile coder = (Modelfile) notebook.variables.get("coder");
        assertThat(coder.system()).contains("Be terse.");
        assertThat(coder.parameters()).containsEntry("temperature", "0.3").containsKey("top_p");
        assertThat(shown.data().get(MimeBundle.HTML).toString())
                .contains(">FROM</span>", "title=\"", "ollama create coder -f coder.Modelfile");
        assertThat(shown.data().get(MimeBundle.PLAIN).toString()).contains("SYSTEM Be terse.");
    }

    @Test
    void textThatIsNoModelfileIsShownWithThePlaceMarked() {
        assertThat(message("coder", "FROM x\nTEMPERATURE 0.3\n")).contains("line 2");

        assertThat(notebook.variables).doesNotContainKey("coder");
        assertThat(notebook.displayed.get(0).data().get(MimeBundle.HTML).toString())
                .contains("underline wavy");
    }

    @Test
    void whatIsWrongStandsBelowItsLineWithTheLineAsItShouldBe() throws Exception {
        String html = run("coder", "FROM x\nPARAMETER num_ctk 4096\n\nSYSTEM Hi\n")
                .data()
                .get(MimeBundle.HTML)
                .toString();

        assertThat(html.replaceAll("<[^>]*>", "\n").replaceAll("\n+", "\n"))
                .containsSubsequence(
                        "num_ctk", "Error, line 2", "num_ctk", "PARAMETER num_ctx 4096", "SYSTEM", "Download coder");
    }

    @Test
    void everyInstructionOpensToItsExplanation() throws Exception {
        String html = run("coder", "# mine\nFROM x\nSYSTEM \"\"\"a\nb\"\"\"\n")
                .data()
                .get(MimeBundle.HTML)
                .toString();

        assertThat(html.split("<details", -1)).hasSize(3);
        assertThat(html).contains(">1</span>", ">2</span>", ">3</span>").doesNotContain(">4</span>");
    }

    @Test
    void theVersionOfARunningServerCounts() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/version", exchange -> {
            byte[] body = "{\"version\":\"0.6.2\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        String address = "http://127.0.0.1:" + server.getAddress().getPort();
        try {
            ModelfileMagic magic = new ModelfileMagic(() -> OllamaClient.at(address));

            assertThat(plain(magic, "coder"))
                    .contains("Checked for Ollama 0.6.2, which answers at " + address)
                    .doesNotContain("mirostat has no effect");
            assertThat(plain(magic, "coder --for 0.33"))
                    .contains("mirostat has no effect since Ollama 0.7.0.")
                    .doesNotContain("Checked for");
        } finally {
            server.stop(0);
        }
        assertThat(plain(new ModelfileMagic(() -> OllamaClient.at(address)), "coder"))
                .contains("mirostat has no effect since Ollama 0.7.0.")
                .doesNotContain("Checked for");
    }

    private String plain(ModelfileMagic magic, String arguments) throws Exception {
        Object view = magic.run(new MagicCall(arguments, "FROM x\nPARAMETER mirostat 2\n", notebook));
        return notebook.renderers().render(view).data().get(MimeBundle.PLAIN).toString();
    }

    @Test
    void namesOfPresetsAndMachinesAreCompleted() {
        assertThat(new ModelfileMagic().complete("coder --preset co", notebook)).containsExactly("coding-focus");
        assertThat(new ModelfileMagic().complete("coder --hardware lap", notebook))
                .containsExactlyInAnyOrder("laptop-8gb", "laptop-16gb");
    }

    @Test
    void theCellIsCompletedAndExplainedWhileItIsTyped() throws Exception {
        Files.createDirectories(folder.resolve("models"));
        Files.createFile(folder.resolve("models/my model.gguf"));

        assertThat(new ModelfileMagic().completeBody("coder", "FROM ./mo", notebook))
                .isEqualTo(new Suggestions(5, List.of(new Suggestions.Suggestion("./models/my model.gguf", ""))));
        assertThat(new ModelfileMagic()
                        .completeBody("coder", "FROM x\nPARAMETER top_", notebook)
                        .all())
                .extracting(Suggestions.Suggestion::text)
                .containsExactly("top_k", "top_p");
        assertThat(new ModelfileMagic().inspectBody("coder", "FROM x\nPARAMETER top_k 5", 20, notebook))
                .startsWith("Only the top_k most likely tokens");
    }

    @Test
    void completionGoesByTheVersionThatTheLineNames() {
        assertThat(instructions("coder")).contains("DRAFT");
        assertThat(instructions("coder --for v0.33")).contains("DRAFT");
        assertThat(instructions("coder --for=0.12.3 --write a"))
                .contains("RENDERER")
                .doesNotContain("DRAFT");
        assertThat(instructions("coder --for x")).as("not yet written").contains("DRAFT");
    }

    private List<String> instructions(String arguments) {
        return new ModelfileMagic()
                .completeBody(arguments, "FROM x\n", notebook).all().stream()
                        .map(Suggestions.Suggestion::text)
                        .map(String::strip)
                        .toList();
    }

    @Test
    void markupInAModelfileStaysText() throws Exception {
        MimeBundle shown = run("coder", "FROM x\nSYSTEM <script>alert(1)</script>\n");

        assertThat(shown.data().get(MimeBundle.HTML).toString())
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .doesNotContain("<script>alert");
    }

    @Test
    void anUnknownPresetIsNamedWithThoseThereAre() {
        assertThat(message("coder --preset coding", "FROM x"))
                .startsWith("No preset is named \"coding\". There are coding-focus, ");
    }

    @Test
    void theFileIsWrittenForOllama() throws Exception {
        MimeBundle shown = run("coder --write my.Modelfile", "FROM x\n# a comment stays\nSYSTEM Hi");

        assertThat(folder.resolve("my.Modelfile")).content().contains("# a comment stays");
        assertThat(Modelfile.read(folder.resolve("my.Modelfile"))).isEqualTo(notebook.variables.get("coder"));
        assertThat(shown.data().get(MimeBundle.PLAIN).toString()).endsWith("ollama create coder -f my.Modelfile");
    }

    @Test
    void aFolderThatIsNotThereIsNamedAndNothingIsWritten() throws Exception {
        assertThat(message("coder --write missing/my.Modelfile", "FROM x"))
                .contains("missing")
                .contains("folder");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    @Tag("real")
    void parametersAreRecommendedForANamedMachineWhereTheCellSetsNone() throws Exception {
        notebook.variables.put("model", SampleModel.SMOLLM2_135M_INSTRUCT.fetch(Progress.none()));

        MimeBundle shown = run(
                "coder --from model --recommend summarization --hardware ryzen9-rtx-32gb",
                "PARAMETER temperature 0.1\nSYSTEM Be terse.\n");

        Modelfile coder = (Modelfile) notebook.variables.get("coder");
        assertThat(coder.parameters())
                .containsEntry("temperature", "0.1")
                .containsEntry("num_ctx", "8192")
                .containsEntry("num_gpu", "31")
                .containsEntry("num_thread", "12")
                .containsEntry("num_batch", "512")
                .containsEntry("top_p", "0.9");
        assertThat(coder.source().text())
                .contains("# recommended: the model was trained for no more, though Summarization asks for 16384;"
                        + " its cache takes 0.18 GiB\nPARAMETER num_ctx 8192\n");
        assertThat(shown.data().get(MimeBundle.HTML).toString())
                .contains(
                        "<figure class=\"aether-fit\"",
                        "With a context of 8192 tokens the model runs on the graphics card of ryzen9-rtx-32gb: 0.",
                        "alt=\"Graphics memory: 0.",
                        "<caption>Memory</caption>");
        assertThat(shown.data().get(MimeBundle.PLAIN).toString()).contains("Left of what is free");
    }

    @Test
    @Tag("real")
    void aRecommendationWithoutTaskFollowsThePreset() throws Exception {
        notebook.variables.put("model", SampleModel.SMOLLM2_135M_INSTRUCT.fetch(Progress.none()));

        run("coder --from model --preset max-speed --recommend --hardware laptop-8gb", "");

        assertThat(((Modelfile) notebook.variables.get("coder")).parameters())
                .containsEntry("num_ctx", "2048")
                .containsEntry("num_gpu", "0")
                .containsEntry("top_k", "20");
    }

    @Test
    void withoutAModelFileNothingIsRecommended() {
        assertThat(message("coder --recommend", "FROM llama3.2\n"))
                .isEqualTo("FROM names no GGUF file in " + folder + ", so that nothing can be counted for --recommend."
                        + " Name a GGUF file there or with --from, or use --preset alone.");
    }

    @Test
    void anUnknownMachineIsNamedWithThoseThereAre() {
        assertThat(message("coder --hardware cray", "FROM x"))
                .startsWith("there is no hardware profile 'cray'; choose one of ryzen9-rtx-32gb, ");
    }

    @Test
    void theVersionOfOllamaDecidesOnWhatIsFound() throws Exception {
        assertThat(run("coder --for 0.11", "FROM x\nRENDERER gemma4\n")
                        .data()
                        .get(MimeBundle.PLAIN)
                        .toString())
                .contains("RENDERER is unknown to Ollama 0.11.0.");
    }

    @Test
    @Tag("real")
    void aTemplateIsDerivedFromTheModelsOwn() throws Exception {
        notebook.variables.put("model", SampleModel.SMOLLM2_135M_INSTRUCT.fetch(Progress.none()));

        String html = run("coder --from model --template derive", "# mine\nPARAMETER temperature 0")
                .data()
                .get(MimeBundle.HTML)
                .toString();

        Modelfile coder = (Modelfile) notebook.variables.get("coder");
        assertThat(coder.template().orElseThrow())
                .contains("You are a helpful AI assistant named SmolLM, trained by Hugging Face<|im_end|>");
        assertThat(coder.stops()).containsExactly("<|im_end|>");
        assertThat(coder.source().text()).contains("# mine");
        assertThat(html).doesNotContain("Warning, line");
    }

    @Test
    @Tag("real")
    void aPresetIsComparedWithTheModelsOwn() throws Exception {
        notebook.variables.put("model", SampleModel.SMOLLM2_135M_INSTRUCT.fetch(Progress.none()));

        assertThat(message("coder --from model --template gemma", ""))
                .isEqualTo("The template gemma is not that of this model. At the beginning the model's own"
                        + " template writes \"<|im_start|>system\\nYou are a helpful AI \", TEMPLATE writes"
                        + " \"<start_of_turn>user\\nWhat is a \"monad\"?<e\". Write --template derive, which is proven"
                        + " equal.");

        String shown = run("coder --from model --template chatml", "")
                .data()
                .get(MimeBundle.PLAIN)
                .toString();
        assertThat(shown).contains("TEMPLATE lacks the system message that the model's own chat template puts in");
    }

    @Test
    void withoutAModelAPresetIsTakenOnTrustAndNothingIsDerived() throws Exception {
        run("coder --template llama3", "FROM x\n");
        assertThat(((Modelfile) notebook.variables.get("coder")).stops()).containsExactly("<|eot_id|>");
        assertThat(message("coder --template derive", "FROM x\n"))
                .isEqualTo(
                        "FROM names no GGUF file in " + folder + ", so that there is nothing to derive a TEMPLATE from."
                                + " Name a preset with --template: chatml, qwen3, llama3, llama3.1, llama2, gemma, mistral,"
                                + " mistral-nemo, phi3, phi4, zephyr, command-r, deepseek-r1, alpaca, vicuna.");
        assertThat(message("coder --template chatml", "FROM x\nTEMPLATE {{ .Prompt }}\n"))
                .isEqualTo("The cell has a TEMPLATE of its own; remove it, or leave out --template.");
        assertThat(new ModelfileMagic().complete("coder --template der", notebook))
                .containsExactly("derive");
    }
}
