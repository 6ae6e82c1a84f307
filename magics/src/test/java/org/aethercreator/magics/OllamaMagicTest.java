package org.aethercreator.magics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.aethercreator.kernel.display.MimeBundle;
import org.aethercreator.kernel.magic.MagicCall;
import org.aethercreator.kernel.magic.MagicException;
import org.aethercreator.magics.render.LibraryRenderers;
import org.aethercreator.modelfile.Modelfile;
import org.aethercreator.modelfile.OllamaVersion;
import org.aethercreator.ollama.ModelDescription;
import org.aethercreator.ollama.OllamaAnswer;
import org.aethercreator.ollama.OllamaModel;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

class OllamaMagicTest {
    private static final String MODELS = """
            {"models":[{"name":"coder:latest","size":98362432,"modified_at":"2026-11-24T12:00:00Z",
            "details":{"family":"llama","parameter_size":"134.52M","quantization_level":"Q4_1"}}]}
            """;

    @TempDir
    private Path folder;

    private RecordingContext notebook;
    private HttpServer server;
    private final Map<String, String> asked = new HashMap<>();

    @BeforeEach
    void open() throws IOException {
        notebook = new RecordingContext(folder);
        LibraryRenderers.register(notebook.renderers());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        answer("/api/version", 200, "{\"version\":\"0.33.0\"}");
        answer("/api/tags", 200, MODELS);
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    private void answer(String path, int status, String body) {
        server.createContext(path, exchange -> {
            String route = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            asked.put(route, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, exchange.getRequestMethod().equals("HEAD") ? -1 : bytes.length);
            exchange.getResponseBody().write(exchange.getRequestMethod().equals("HEAD") ? new byte[0] : bytes);
            exchange.close();
        });
    }

    private Object run(String arguments) throws Exception {
        return new OllamaMagic()
                .run(new MagicCall(
                        arguments + " --server 127.0.0.1:" + server.getAddress().getPort(), null, notebook));
    }

    private String message(String arguments) {
        return catchThrowableOfType(MagicException.class, () -> run(arguments)).getMessage();
    }

    @Test
    void modelsAreATableAndAVariable() throws Exception {
        Table table = (Table) run("list --as models");
        assertThat(table.column("Model").asList()).isEqualTo(List.of("coder:latest"));
        assertThat(table.print()).contains("98.4", "134.52M", "Q4_1", "llama");
        assertThat(notebook.variables.get("models"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasOnlyElementsOfType(OllamaModel.class);
        assertThat(notebook.types).containsEntry("models", "java.util.List<org.aethercreator.ollama.OllamaModel>");
    }

    @Test
    void loadedModelsAreATable() throws Exception {
        answer("/api/ps", 200, """
                {"models":[{"name":"coder:latest","size":200000000,"size_vram":50000000,"context_length":4096,
                "expires_at":"2318-01-01T00:00:00Z"}]}
                """);
        assertThat(((Table) run("ps")).print()).contains("200.0", "25", "4096", "for ever");
    }

    @Test
    void nothingThereIsSaid() throws Exception {
        answer("/api/ps", 200, "{\"models\":[]}");
        assertThat(run("ps")).isNull();
        assertThat(notebook.printed.toString())
                .isEqualTo("The server at http://127.0.0.1:"
                        + server.getAddress().getPort() + " has loaded no model; it does when one is asked something."
                        + System.lineSeparator());
    }

    @Test
    void variableOfTheModelsNameIsCreated() throws Exception {
        notebook.variables.put("coder", Modelfile.parse("FROM base\nSYSTEM Be terse.\nPARAMETER mirostat 1\n"));
        answer("/api/create", 200, "{\"status\":\"writing manifest\"}\n{\"status\":\"success\"}\n");
        answer("/api/show", 200, "{\"modelfile\":\"FROM base\\n\"}");

        run("create me/coder:1b --quantize Q8_0 --as created");

        assertThat(asked)
                .containsEntry(
                        "POST /api/create",
                        "{\"model\":\"me/coder:1b\",\"quantize\":\"Q8_0\",\"from\":\"base\",\"system\":\"Be terse.\"}");
        assertThat(notebook.printed.toString())
                .isEqualTo("warning: parameter mirostat is deprecated" + System.lineSeparator()
                        + "Ollama has me/coder:1b now. Talk to it with %ollama run me/coder:1b 'Hello', or in a terminal:"
                        + " ollama run me/coder:1b" + System.lineSeparator());
        assertThat(notebook.displayed.get(0).data().get(MimeBundle.PLAIN).toString())
                .startsWith("create me/coder:1b: 100 %, 2 steps of 2 steps");
        assertThat(notebook.variables.get("created")).isInstanceOf(ModelDescription.class);
    }

    @Test
    void fileIsCreatedWithPathsFromItsFolder() throws Exception {
        Files.createDirectory(folder.resolve("sub"));
        Files.writeString(folder.resolve("sub/my.gguf"), "GGUF");
        Files.writeString(folder.resolve("sub/Modelfile"), "FROM ./my.gguf\n");
        answer("/api/blobs/", 200, "");
        answer("/api/create", 200, "{\"status\":\"success\"}\n");
        answer("/api/show", 200, "{\"modelfile\":\"FROM base\\n\"}");
        run("create mine --modelfile sub/Modelfile");
        assertThat(asked.get("POST /api/create")).startsWith("{\"model\":\"mine\",\"files\":{\"my.gguf\":\"sha256:");
    }

    @Test
    void withoutAModelfileItIsSaidWhereToPutOne() {
        notebook.variables.put("number", 5);
        assertThat(message("create coder"))
                .isEqualTo(
                        "No variable coder holds a Modelfile. Write it with %%modelfile coder, or name another variable"
                                + " or a file with --modelfile.");
        assertThat(message("create number"))
                .isEqualTo(
                        "The variable number is a java.lang.Integer; a model is created from a Modelfile, as %%modelfile"
                                + " number makes one.");
        assertThat(message("create coder --modelfile nope")).contains("nope").contains("no such file");
    }

    @Test
    void answerIsPrintedAsItComesWithItsSpeed() throws Exception {
        answer("/api/chat", 200, """
                {"message":{"thinking":"Hm"},"done":false}
                {"message":{"content":"A "},"done":false}
                {"message":{"content":"class."},"done":false}
                {"message":{"content":""},"done":true,"done_reason":"stop","eval_count":4,"eval_duration":100000000,"load_duration":7000000}
                """);
        run("run coder 'What is a record?' --as answer");
        String line = System.lineSeparator();
        assertThat(notebook.printed.toString())
                .isEqualTo("[thinking] Hm" + line + line + "A class." + line
                        + "[4 tokens, 40.0 tokens/s, loaded in 7 ms]" + line);
        assertThat(((OllamaAnswer) notebook.variables.get("answer")).text()).isEqualTo("A class.");
        assertThat(asked.get("POST /api/chat"))
                .isEqualTo(
                        "{\"model\":\"coder\",\"messages\":[{\"role\":\"user\",\"content\":\"What is a record?\"}]}");
    }

    @Test
    void shownModelIsATableAndItsModelfileWithoutMarkup() throws Exception {
        answer("/api/show", 200, """
                {"modelfile":"FROM /blob\\nSYSTEM <script>x</script>\\n","details":{"family":"llama"},"capabilities":["tools"],
                "model_info":{"general.architecture":"llama","llama.context_length":8192}}
                """);
        MimeBundle shown = notebook.renderers().render(run("show coder"));
        assertThat(shown.data().get(MimeBundle.HTML).toString())
                .contains("8,192 tokens", "tools", "&lt;script&gt;", ">FROM</span>")
                .doesNotContain("<script>x", "/blob");
    }

    @Test
    void smallActionsAreDoneAndSaid() throws Exception {
        answer("/api/copy", 200, "");
        answer("/api/delete", 200, "");
        answer("/api/generate", 200, "{\"done\":true}");
        answer("/api/pull", 200, "{\"status\":\"success\"}\n");
        run("copy coder tutor");
        run("stop tutor");
        run("rm tutor");
        run("pull tutor");
        run("version --as version");
        assertThat(notebook.printed.toString().lines())
                .containsExactly(
                        "coder is also named tutor now.",
                        "tutor is unloaded.",
                        "tutor is removed.",
                        "Ollama has tutor:latest now.",
                        "Ollama 0.33.0 at http://127.0.0.1:"
                                + server.getAddress().getPort());
        assertThat(notebook.variables).containsEntry("version", new OllamaVersion(0, 33, 0));
    }

    @Test
    void withoutAServerTheCommandToRunIsShown() throws IOException {
        server.stop(0);
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        notebook.variables.put("coder", Modelfile.parse("FROM base\n"));
        String start = " Start one on this machine with: ollama serve (or open the Ollama app; get it from"
                + " https://ollama.com/download). If it runs elsewhere, name the place in OLLAMA_HOST or by"
                + " OllamaClient.at(address). Then run the cell again, or in a terminal";
        assertThat(unreachable("list", free))
                .isEqualTo("No Ollama answers at http://127.0.0.1:" + free
                        + " (the connection is refused), so it cannot list" + " its models." + start + ": ollama list");
        assertThat(unreachable("create coder", free))
                .endsWith(start
                        + " after the cell coder.write(java.nio.file.Path.of(\"coder.Modelfile\"));: ollama create"
                        + " coder -f coder.Modelfile");
        assertThat(unreachable("run coder \"It's\"", free))
                .endsWith(": ollama run coder 'It'\\''s' (PowerShell: ollama run coder 'It''s')");
        assertThat(unreachable("copy coder tutor", free)).endsWith(": ollama cp coder tutor");
        assertThat(unreachable("version", free)).endsWith(": ollama --version");
    }

    private String unreachable(String arguments, int port) {
        return catchThrowableOfType(MagicException.class, () -> new OllamaMagic()
                        .run(new MagicCall(arguments + " --server :" + port, null, notebook)))
                .getMessage();
    }

    @Test
    void wrongUseIsNamed() {
        assertThat(message("list coder")).isEqualTo("%ollama list takes nothing more, and there is \"coder\".");
        assertThat(message("copy coder")).isEqualTo("%ollama copy takes MODEL NEW_NAME, and there is \"coder\".");
        assertThat(message("show")).isEqualTo("%ollama show takes MODEL, and there is nothing.");
        assertThat(message("show 'my coder'")).startsWith("\"my coder\" cannot be the name of an Ollama model;");
        assertThat(message("delete coder")).contains("'delete'").endsWith(" %ollama --help lists what is allowed.");
        answer("/api/show", 404, "{\"error\":\"model 'nope' not found\"}");
        assertThat(message("show nope"))
                .endsWith("It has coder:latest; use one of these, or get it with: ollama pull nope");
    }

    @Test
    void actionsAndTheServersModelsAreCompleted() {
        String there = "--server 127.0.0.1:" + server.getAddress().getPort();
        assertThat(new OllamaMagic().complete("cre", notebook)).contains("create");
        assertThat(new OllamaMagic().complete(there + " show co", notebook)).contains("coder:latest");
        assertThat(new OllamaMagic().complete("show " + there + " co", notebook))
                .contains("coder:latest");
        assertThat(new OllamaMagic().complete("show " + there + " x", notebook)).doesNotContain("coder:latest");
        server.stop(0);
        assertThat(new OllamaMagic().complete("show " + there + " co", notebook))
                .isEmpty();
        assertThat(new OllamaMagic().help()).contains("create", "--modelfile");
    }
}
