package org.aethercreator.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.aethercreator.hub.SampleModel;
import org.aethercreator.modelfile.Instruction;
import org.aethercreator.modelfile.ModelParameter;
import org.aethercreator.modelfile.Modelfile;
import org.aethercreator.ollama.OllamaException.Reason;
import org.aethercreator.progress.Progress;
import org.aethercreator.progress.ProgressUpdate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real server, of Ollama 0.17.4, does what the client asks. */
@Tag("referee")
@Tag("real")
class OllamaServerRefereeTest {
    private static final String TEMPLATE = """
            {{- range .Messages }}<|im_start|>{{ .Role }}
            {{ .Content }}<|im_end|>
            {{ end }}<|im_start|>assistant
            """;

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder;

    private static RealOllama server;
    private static OllamaClient client;
    private static Modelfile coder;
    private static final List<ProgressUpdate> CREATION = new ArrayList<>();

    @BeforeAll
    static void createSmolLm() throws Exception {
        server = RealOllama.start(folder);
        client = OllamaClient.at(server.address());
        coder = Modelfile.from(SampleModel.SMOLLM2_135M_INSTRUCT.fetch(Progress.none()))
                .system("You are \"terse\".\nVery.")
                .template(TEMPLATE)
                .parameter(ModelParameter.TEMPERATURE, 0)
                .parameter(ModelParameter.SEED, 42)
                .parameter(ModelParameter.NUM_CTX, 1024)
                .stop("<|im_end|>")
                .message(Instruction.Message.Role.USER, "Hi")
                .message(Instruction.Message.Role.ASSISTANT, "Ho")
                .build();
        client.create("coder", coder, folder, CREATION::add);
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

    private static OllamaOptions tokens(int number) {
        return OllamaOptions.standard().withParameter(ModelParameter.NUM_PREDICT, number);
    }

    @Test
    void fileIsSentOnceAndItsProgressTold() throws Exception {
        assertThat(CREATION)
                .extracting(ProgressUpdate::stage)
                .contains(
                        "hash SmolLM2-135M-Instruct.Q4_1.gguf",
                        "upload SmolLM2-135M-Instruct.Q4_1.gguf",
                        "create coder");
        List<ProgressUpdate> again = new ArrayList<>();
        client.create("second", coder, folder, again::add);
        assertThat(again)
                .extracting(ProgressUpdate::stage)
                .contains("create second")
                .doesNotContain("upload SmolLM2-135M-Instruct.Q4_1.gguf");
        client.delete("second");
    }

    @Test
    void whatIsShownIsWhatWasCreated() throws Exception {
        ModelDescription shown = client.show("coder");
        assertThat(shown.system()).isEqualTo("You are \"terse\".\nVery.");
        assertThat(shown.template()).isEqualTo(coder.template().orElseThrow());
        assertThat(shown.messages())
                .containsExactly(ChatRequest.Message.user("Hi"), ChatRequest.Message.assistant("Ho"));
        assertThat(shown.details().family()).isEqualTo("llama");
        assertThat(shown.capabilities()).contains("completion");
        assertThat(shown.metadata()).containsEntry("llama.context_length", 8192);
        Modelfile back = shown.modelfile();
        assertThat(back.parameters()).containsExactlyInAnyOrderEntriesOf(coder.parameters());
        assertThat(back.stops()).isEqualTo(coder.stops());
        assertThat(back.system()).isEqualTo(coder.system());
        assertThat(back.template()).isEqualTo(coder.template());
        client.create("again", back, folder, Progress.none());
        assertThat(client.show("again").modelfile().parameters())
                .containsExactlyInAnyOrderEntriesOf(coder.parameters());
        client.delete("again");
    }

    @Test
    void promptIsWhatTheTemplateMakesOfIt() throws Exception {
        assertThat(client.renderedPrompt(ChatRequest.of("coder", ChatRequest.Message.user("What is 1+1?"))))
                .isEqualTo("""
                        <|im_start|>system
                        You are "terse".
                        Very.<|im_end|>
                        <|im_start|>user
                        Hi<|im_end|>
                        <|im_start|>assistant
                        Ho<|im_end|>
                        <|im_start|>user
                        What is 1+1?<|im_end|>
                        <|im_start|>assistant
                        """);
        assertThat(client.renderedPrompt(GenerateRequest.of("coder", "Once").withRaw()))
                .isEqualTo("Once");
    }

    @Test
    void chatStreamsAndTellsItsTimings() throws Exception {
        List<String> parts = new ArrayList<>();
        ChatRequest request = ChatRequest.of("coder", ChatRequest.Message.user("Name a colour."))
                .withOptions(tokens(8));
        OllamaAnswer answer = client.chat(request, part -> parts.add(part.text()));
        assertThat(parts).hasSizeGreaterThan(1);
        assertThat(String.join("", parts)).isEqualTo(answer.text()).isNotBlank();
        OllamaTimings timings = answer.timings();
        assertThat(timings.generatedTokens()).isBetween(2, 8);
        assertThat(timings.promptTokens()).isPositive();
        assertThat(timings.tokensPerSecond()).isPositive();
        assertThat(timings.total()).isGreaterThan(timings.generation());
        assertThat(client.chat(request, part -> {}).text()).isEqualTo(answer.text());
        assertThat(client.chat(request.next(answer, "Another."), part -> {}).text())
                .isNotBlank();
    }

    @Test
    void completionIsDeterministicAtTemperatureZero() throws Exception {
        GenerateRequest request =
                GenerateRequest.of("coder", "def add(a, b):").withRaw().withOptions(tokens(12));
        OllamaAnswer first = client.generate(request, part -> {});
        assertThat(first.text()).isNotBlank();
        assertThat(first.cut()).isTrue();
        assertThat(client.generate(request, part -> {}).text()).isEqualTo(first.text());
    }

    @Test
    void answerFollowsASchema() throws Exception {
        String schema = "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"}},\"required\":[\"n\"]}";
        ChatRequest request = ChatRequest.of("coder", ChatRequest.Message.user("A number, as JSON."))
                .withOptions(tokens(40).withFormat(schema));
        assertThat(JSON.readTree(client.chat(request, part -> {}).text())
                        .path("n")
                        .isIntegralNumber())
                .isTrue();
    }

    /**
     * The server runs one request of a model at a time, so that the second one waits for the end of the first, which
     * would write 81,920 tokens if it were not ended.
     */
    @Test
    @Timeout(240)
    void interruptEndsTheGenerationInTheServer() throws Exception {
        OllamaOptions options = tokens(100_000).withParameter(ModelParameter.NUM_CTX, 8192);
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        Thread reader = new Thread(() -> {
            try {
                client.generate(
                        GenerateRequest.of("coder", "1 2 3 4 5").withRaw().withOptions(options),
                        part -> begun.countDown());
                end.complete(new AssertionError("ended well"));
            } catch (InterruptedException | RuntimeException e) {
                end.complete(e);
            }
        });
        reader.start();
        assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
        reader.interrupt();
        assertThat(end.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        OllamaAnswer next = client.generate(
                GenerateRequest.of("coder", "a b c")
                        .withRaw()
                        .withOptions(options.withParameter(ModelParameter.NUM_PREDICT, 2)),
                part -> {});
        assertThat(next.timings().generatedTokens()).isEqualTo(2);
    }

    @Test
    void loadedModelIsSeenUntilItIsUnloaded() throws Exception {
        client.load("coder", Duration.ofMinutes(-1));
        assertThat(client.ps()).singleElement().satisfies(running -> {
            assertThat(running.name()).isEqualTo("coder:latest");
            assertThat(running.contextTokens()).isEqualTo(1024);
            assertThat(running.sizeBytes()).isGreaterThan(90_000_000);
            assertThat(running.gpuFraction()).isZero();
        });
        client.unload("coder");
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!client.ps().isEmpty()) {
            assertThat(System.nanoTime()).as("still loaded").isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    @Test
    void copyIsAModelOfItsOwn() throws Exception {
        client.copy("coder", "me/copy:1b");
        assertThat(client.list()).extracting(OllamaModel::name).contains("coder:latest", "me/copy:1b");
        client.delete("me/copy:1b");
        assertThat(client.list()).extracting(OllamaModel::name).doesNotContain("me/copy:1b");
    }

    @Test
    void itsRefusalsAreUnderstood() {
        OllamaException missing = catchThrowableOfType(OllamaException.class, () -> client.show("nope"));
        assertThat(missing)
                .hasMessageContaining("answered 404: model 'nope' not found. It has ")
                .hasMessageContaining("coder:latest");
        assertThat(missing.reason()).isEqualTo(Reason.MODEL_NOT_FOUND);
        assertThat(List.of(
                        catchThrowableOfType(OllamaException.class, () -> client.delete("nope")),
                        catchThrowableOfType(OllamaException.class, () -> client.copy("nope", "x")),
                        catchThrowableOfType(OllamaException.class, () -> client.load("nope", Duration.ofMinutes(1))),
                        catchThrowableOfType(
                                OllamaException.class,
                                () -> client.chat(ChatRequest.of("nope", ChatRequest.Message.user("x")), part -> {}))))
                .allSatisfy(failure -> assertThat(failure.reason()).isEqualTo(Reason.MODEL_NOT_FOUND));
        OllamaException tools = catchThrowableOfType(
                OllamaException.class,
                () -> client.chat(
                        ChatRequest.of("coder", ChatRequest.Message.user("x"))
                                .withTools("[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"description\":\"\","
                                        + "\"parameters\":{\"type\":\"object\",\"properties\":{}}}}]"),
                        part -> {}));
        assertThat(tools).hasMessageContaining("does not support tools. Leave the tools out");
    }

    /** Since 0.30 this is an error instead, for a model that is not made for it. */
    @Test
    void textsBecomeVectors() throws Exception {
        OllamaEmbeddings embeddings = client.embed("coder", List.of("cat", "dog"));
        assertThat(embeddings.vectors()).hasSize(2).allSatisfy(vector -> assertThat(vector)
                .hasSize(576));
        assertThat(embeddings.promptTokens()).isPositive();
    }

    @Test
    void wrongModelfilesAreRefused() throws IOException {
        OllamaException template = catchThrowableOfType(
                OllamaException.class,
                () -> client.create(
                        "bad", Modelfile.parse("FROM coder\nTEMPLATE {{ bos_token }}\n"), folder, Progress.none()));
        assertThat(template)
                .hasMessageContaining("function \"bos_token\" not defined")
                .hasMessageContaining("it is a Go template, not a Jinja one.");
        Path file = Files.writeString(folder.resolve("no.gguf"), "This is no GGUF file, and never was.");
        OllamaException garbage = catchThrowableOfType(
                OllamaException.class,
                () -> client.create("bad", Modelfile.from(file).build(), folder, Progress.none()));
        assertThat(garbage.reason()).isIn(Reason.REFUSED, Reason.SERVER_FAILED);
        OllamaException type = catchThrowableOfType(
                OllamaException.class,
                () -> client.create("bad", coder.createRequest(folder), "q6_k", Progress.none()));
        assertThat(type).hasMessageContaining("q");
    }

    @Test
    void whatIsSentIsWhatOllamasOwnCommandLineSends() throws Exception {
        Path model = Files.writeString(folder.resolve("model.gguf"), "GGUF as far as the sender knows");
        Modelfile modelfile = Modelfile.from("./" + model.getFileName())
                .system("Be \"terse\".")
                .template(TEMPLATE)
                .license("MIT")
                .license("Another")
                .parameter(ModelParameter.TEMPERATURE, 0.7)
                .parameter(ModelParameter.NUM_CTX, 1_048_576)
                .parameter(ModelParameter.USE_MMAP, false)
                .stop("a")
                .stop("b")
                .message(Instruction.Message.Role.USER, "Hi")
                .add(new Instruction.Requires("0.14.0"))
                .build();
        Path file = folder.resolve("Modelfile");
        modelfile.write(file);
        try (StubServer stub = new StubServer()) {
            String blob = "/api/blobs/sha256:5a65428810d805ad9a9e771c4d7b03d50fcc789bde4660ace0694fc1046dfd3e";
            stub.raw("HEAD /", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            stub.json("POST " + blob, 201, "");
            stub.raw("HEAD " + blob, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            stub.lines("POST /api/create", "{\"status\":\"success\"}");

            server.command(stub.address(), "create", "coder", "-q", "q8_0", "-f", file.toString());
            try (OllamaClient sender = OllamaClient.at(stub.address())) {
                sender.create("coder", modelfile.createRequest(folder), "q8_0", Progress.none());
            }

            assertThat(stub.requests("POST " + blob))
                    .extracting(StubServer.Request::text)
                    .containsExactly(Files.readString(model), Files.readString(model));
            List<StubServer.Request> sent = stub.requests("POST /api/create");
            ObjectNode theirs = (ObjectNode) JSON.readTree(sent.get(0).text());
            assertThat(theirs.remove("name").asText()).as("deprecated").isEmpty();
            assertThat(JSON.readTree(sent.get(1).text())).isEqualTo(theirs);
        }
    }
}
