package org.aethercreator.magics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.aethercreator.convert.GgufConverter;
import org.aethercreator.hub.CachedRepo;
import org.aethercreator.hub.HubModel;
import org.aethercreator.hub.HubSettings;
import org.aethercreator.hub.HubSnapshot;
import org.aethercreator.hub.SuggestedModel;
import org.aethercreator.kernel.display.MimeBundle;
import org.aethercreator.kernel.magic.MagicCall;
import org.aethercreator.kernel.magic.MagicException;
import org.aethercreator.magics.render.LibraryRenderers;
import org.aethercreator.report.HubReport;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubMagicTest {
    private static final String COMMIT = "0123456789".repeat(4);
    private static final String MODEL = """
            {"id":"org/small","sha":"%s","gated":"auto","downloads":1234,"likes":5,"pipeline_tag":"text-generation",
            "tags":["license:apache-2.0"],"config":{"architectures":["LlamaForCausalLM"]},
            "safetensors":{"total":134515008},"lastModified":"2025-01-02T12:00:00.000Z"}""".formatted(COMMIT);

    /** {@code {}}, and {@code hello}, with the hashes that git gives them. */
    private static final String TREE = """
            [{"type":"file","path":"config.json","size":2,"oid":"9e26dfeeb6e641a33dae4961196235bdb965b21b"},
            {"type":"file","path":"notes.txt","size":5,"oid":"b6fc4c620b67d95f953a5c1c1230aaab5db5a1b0"}]""";

    @TempDir
    private Path folder;

    private RecordingContext notebook;
    private HttpServer server;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    @BeforeEach
    void open() throws IOException {
        notebook = new RecordingContext(folder);
        LibraryRenderers.register(notebook.renderers());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        answer("/api/models", "[" + MODEL + "]");
        answer("/api/models/org/small/revision/main", MODEL);
        answer("/api/models/org/small/tree/" + COMMIT, TREE);
        answer("/api/models/org/small/tree/main", TREE);
        answer("/org/small/resolve/" + COMMIT + "/config.json", "{}");
        answer("/org/small/resolve/" + COMMIT + "/notes.txt", "hello");
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    private void answer(String path, String body) {
        server.createContext(path, exchange -> {
            asked.add(exchange.getRequestURI().toString());
            boolean known = exchange.getRequestURI().getPath().equals(path);
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(known ? 200 : 404, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    private HubMagic magic() {
        return new HubMagic(() -> HubSettings.of(Map.of(), folder)
                .withEndpoint(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort())));
    }

    private Object run(String arguments) throws Exception {
        return magic().run(new MagicCall(arguments, null, notebook));
    }

    private String message(String arguments) {
        return catchThrowableOfType(MagicException.class, () -> run(arguments)).getMessage();
    }

    private Path snapshot() {
        return folder.resolve(".cache/huggingface/hub/models--org--small/snapshots")
                .resolve(COMMIT);
    }

    @Test
    void modelIsDownloadedAndAVariable() throws Exception {
        Object shown = run("get org/small --as base");
        assertThat(notebook.variables.get("base")).isSameAs(shown).isInstanceOf(HubSnapshot.class);
        assertThat(notebook.types).containsEntry("base", "org.aethercreator.hub.HubSnapshot");
        assertThat(((HubSnapshot) shown).folder()).isEqualTo(snapshot());
        assertThat(snapshot().resolve("config.json")).hasContent("{}");
        assertThat(snapshot().resolve("notes.txt")).doesNotExist();
        assertThat(notebook.displayed.get(0).data().get(MimeBundle.PLAIN))
                .asString()
                .startsWith("download org/small: 100 %, 0.0 MB of 0.0 MB");
        Map<String, Object> bundle =
                Map.copyOf(notebook.renderers().render(shown).data());
        assertThat(bundle.get(MimeBundle.HTML))
                .asString()
                .contains("config.json", "git 9e26dfeeb6", "1 file, 0.0 MB, at commit 0123456789, in " + snapshot())
                .contains("There are no weights among these files (*.safetensors).");
    }

    @Test
    void filesAreChosenByGroupAndPattern() throws Exception {
        assertThat(((HubSnapshot) run("get org/small --include config,*.txt --exclude conf*")).files())
                .singleElement()
                .satisfies(file -> assertThat(file.path()).isEqualTo("notes.txt"));
        assertThat(((HubSnapshot) run("get org/small --all --parallel 2")).files())
                .hasSize(2);
    }

    @Test
    void foundModelsAreATableAndAVariable() throws Exception {
        HubReport report =
                (HubReport) run("search smol lm --max-parameters 0.5B --license apache-2.0 --limit 3 --as found");
        assertThat(report.table().print())
                .contains("org/small", "135", "LlamaForCausalLM", "apache-2.0", "yes", "1234");
        assertThat(notebook.variables.get("found"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasOnlyElementsOfType(HubModel.class);
        assertThat(asked).singleElement().asString().contains("search=smol%20lm", "max%3A500000000", "limit=3");
        assertThat(run("search smol --architecture Qwen3ForCausalLM")).isNull();
        assertThat(notebook.printed.toString())
                .isEqualToIgnoringNewLines(
                        "The hub has no such model that generates text and has safetensors. Try fewer"
                                + " words or wider limits, or look at %hub suggested.");
    }

    @Test
    void onlyConvertibleModelsAreFoundOnDemand() throws Exception {
        assertThat(run("search smol --convertible")).isInstanceOf(HubReport.class);
        assertThat(run("search smol --convertible --architecture Qwen3ForCausalLM"))
                .isNull();
        assertThat(message("search x --convertible --architecture MambaForCausalLM"))
                .startsWith("None of MambaForCausalLM can be converted to GGUF; these can: ")
                .contains("LlamaForCausalLM");
        assertThat(GgufConverter.architectures())
                .containsAll(SuggestedModel.all().stream()
                        .map(SuggestedModel::architecture)
                        .toList());
    }

    @Test
    void suggestedModelsAreATable() throws Exception {
        HubReport report = (HubReport) run("suggested --as suggested");
        assertThat(report.table().rowCount()).isEqualTo(SuggestedModel.all().size());
        assertThat(report.html()).contains("HuggingFaceTB/SmolLM2-135M-Instruct");
        assertThat(asked).isEmpty();
    }

    @Test
    void oneModelIsDescribedWithItsFiles() throws Exception {
        HubReport report = (HubReport) run("info org/small");
        assertThat(report.toString())
                .contains("135 million", "LlamaForCausalLM", "yes, its owner wants to be asked first", "notes.txt")
                .contains("%hub get org/small downloads 0.0 MB of these.");
    }

    @Test
    void cacheIsListedAndRemoved() throws Exception {
        assertThat(run("")).isNull();
        assertThat(notebook.printed).contains(" is empty. %hub suggested lists models to begin with");
        run("get org/small");
        HubReport report = (HubReport) run("cache --as there");
        assertThat(report.table().print()).contains("org/small", "model", "main", "0123456789");
        assertThat(report.sentences()).containsExactly("1 repository, 0.0 MB in all.");
        assertThat(notebook.types).containsEntry("there", "java.util.List<" + CachedRepo.class.getName() + ">");
        assertThat(run("remove --incomplete")).isNull();
        assertThat(run("remove org/small@main")).isNull();
        assertThat(notebook.printed)
                .contains("Interrupted downloads are removed; 0.0 MB are free again.")
                .contains("org/small@main is removed; 0.0 MB are free again.");
        run("remove org/small");
        assertThat(snapshot().getParent().getParent()).doesNotExist();
    }

    @Test
    void wrongArgumentsAreNamed() {
        assertThat(message("get")).isEqualTo("%hub get takes ORG/NAME, and there is nothing.");
        assertThat(message("cache org/small")).isEqualTo("%hub cache takes nothing more, and there is \"org/small\".");
        assertThat(message("remove")).isEqualTo("%hub remove takes ORG/NAME, or --incomplete, and there is nothing.");
        assertThat(message("get org/small --all --include config"))
                .isEqualTo("--all means every file, and --include only some; give one of them.");
        assertThat(message("search x --max-parameters many"))
                .isEqualTo("\"many\" is no number of parameters; write such as 500M or 1.5B");
        assertThat(message("get ../../etc")).startsWith("\"../../etc\" is no id of a hub's repository; it is ORG/NAME");
        assertThat(message("get org/small --parallel 0")).isEqualTo("parallelFiles must be 1 to 64, not 0; 8 is usual");
        assertThat(message("get org/small@v9")).startsWith("The hub at http://127.0.0.1:");
    }

    @Test
    void actionsAndIdsAreCompleted() throws Exception {
        assertThat(magic().complete("ge", notebook)).containsExactly("get");
        assertThat(magic().complete("get HuggingFaceTB/SmolLM2-1", notebook))
                .contains("HuggingFaceTB/SmolLM2-135M-Instruct", "HuggingFaceTB/SmolLM2-1.7B-Instruct");
        assertThat(magic().complete("get --incl", notebook)).containsExactly("--include");
        assertThat(magic().complete("remove ", notebook)).isEmpty();
        run("get org/small");
        assertThat(magic().complete("remove o", notebook)).containsExactly("org/small");
        assertThat(magic().help()).contains("get, search, suggested, info, cache, remove", "--max-parameters");
    }
}
