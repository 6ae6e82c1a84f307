package org.aethercreator.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.aethercreator.modelfile.Modelfile;
import org.aethercreator.progress.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OllamaCreateTest {
    @TempDir
    private Path folder;

    private StubServer server;
    private OllamaClient client;

    @BeforeEach
    void start() throws IOException {
        server = new StubServer();
        client = OllamaClient.at(server.address());
        server.json("GET /api/version", 200, "{\"version\":\"0.33.0\"}");
        server.lines("POST /api/create", "{\"status\":\"parsing GGUF\"}", "{\"status\":\"success\"}");
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    private String file(String name, String content) throws Exception {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        return "sha256:"
                + HexFormat.of()
                        .formatHex(
                                MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void onlyFilesThatTheServerLacksAreSent() throws Exception {
        String model = file("model.gguf", "GGUF weights");
        String adapter = file("adapter.gguf", "GGUF adapter");
        server.raw("HEAD /api/blobs/" + adapter, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        server.raw("HEAD /api/blobs/" + model, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
        server.json("POST /api/blobs/" + model, 201, "");
        List<String> told = new ArrayList<>();

        client.create(
                "coder",
                Modelfile.parse("FROM ./model.gguf\nADAPTER ./adapter.gguf\n"),
                folder,
                update -> told.add(update.stage() + " " + update.done() + "/" + update.total()));

        assertThat(server.requests("POST /api/blobs/" + model)).singleElement().satisfies(request -> {
            assertThat(request.text()).isEqualTo("GGUF weights");
            assertThat(request.head()).contains("Content-Length: 12\r\n");
        });
        assertThat(server.requests("POST /api/blobs/" + adapter)).isEmpty();
        assertThat(server.requests("POST /api/create").get(0).text())
                .isEqualTo("{\"model\":\"coder\",\"files\":{\"model.gguf\":\"" + model
                        + "\"},\"adapters\":{\"adapter.gguf\":\"" + adapter + "\"}}");
        assertThat(told)
                .containsSubsequence(
                        "hash model.gguf 12/12",
                        "upload model.gguf 12/12",
                        "hash adapter.gguf 12/12",
                        "create coder 1/0",
                        "create coder 2/2");
    }

    @Test
    void filesGoByTheirNamesInTheFolderTheyShare() throws Exception {
        String model = file("a/model.gguf", "one");
        String projector = file("b/c/mmproj.gguf", "two");
        for (String digest : List.of(model, projector)) {
            server.raw("HEAD /api/blobs/" + digest, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        }
        client.create("seer", Modelfile.parse("FROM a/model.gguf\nFROM b/c/mmproj.gguf\n"), folder, Progress.none());
        assertThat(server.requests("POST /api/create").get(0).text())
                .isEqualTo("{\"model\":\"seer\",\"files\":{\"a/model.gguf\":\"" + model + "\",\"b/c/mmproj.gguf\":\""
                        + projector + "\"}}");
    }

    @Test
    void wholeModelfileIsSent() throws Exception {
        Modelfile modelfile = Modelfile.parse("""
                FROM base
                TEMPLATE {{ .Prompt }}
                SYSTEM Be terse.
                LICENSE MIT
                LICENSE Apache
                PARAMETER num_ctx 8192
                PARAMETER temperature 0.7
                PARAMETER use_mmap false
                PARAMETER stop a
                PARAMETER stop b
                MESSAGE user Hi
                MESSAGE assistant Ho
                RENDERER qwen3-coder
                PARSER qwen3
                REQUIRES v0.14.0
                """);
        client.create("coder", modelfile.createRequest(folder), "q4_K_M", Progress.none());
        assertThat(new ObjectMapper()
                        .readTree(server.requests("POST /api/create").get(0).text()))
                .isEqualTo(new ObjectMapper().readTree("""
                        {"model":"coder","quantize":"q4_K_M","from":"base","template":"{{ .Prompt }}","system":"Be terse.",
                        "license":["MIT","Apache"],
                        "parameters":{"num_ctx":8192,"temperature":0.7,"use_mmap":false,"stop":["a","b"]},
                        "messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Ho"}],
                        "renderer":"qwen3-coder","parser":"qwen3","requires":"0.14.0"}
                        """));
    }

    @Test
    void parametersAreJudgedForTheServersVersion() throws Exception {
        server.json("GET /api/version", 200, "{\"version\":\"0.5.1\"}");
        client.create("coder", Modelfile.parse("FROM base\nPARAMETER tfs_z 1\n"), folder, Progress.none());
        assertThat(server.requests("POST /api/create").get(0).text()).contains("\"tfs_z\":1.0");
    }

    @Test
    void refusedFileIsTold() throws Exception {
        String model = file("model.gguf", "GGUF weights");
        server.raw("HEAD /api/blobs/" + model, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
        server.json("POST /api/blobs/" + model, 400, "{\"error\":\"digest mismatch, expected a, got b\"}");
        OllamaException failure = catchThrowableOfType(
                OllamaException.class,
                () -> client.create("coder", Modelfile.parse("FROM ./model.gguf\n"), folder, Progress.none()));
        assertThat(failure)
                .hasMessage(
                        "The server at " + server.address() + " was asked to take the file model.gguf and answered 400:"
                                + " digest mismatch, expected a, got b. The file has changed while it was sent; send it again.");
        assertThat(server.requests("POST /api/create")).isEmpty();
    }

    @Test
    void fileThatHasGoneIsNamed() throws Exception {
        file("model.gguf", "GGUF weights");
        var request = Modelfile.parse("FROM ./model.gguf\n").createRequest(folder);
        Files.delete(folder.resolve("model.gguf"));
        assertThat(catchThrowableOfType(
                        NoSuchFileException.class, () -> client.create("coder", request, "", Progress.none())))
                .hasMessageContaining("model.gguf");
    }

    @Test
    void sendingIsEndedByAnInterrupt() throws Exception {
        String model = file("model.gguf", "GGUF weights");
        server.raw("HEAD /api/blobs/" + model, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
        server.hold("POST /api/blobs/" + model, "");
        var end = new CompletableFuture<Throwable>();
        Thread sender = new Thread(() -> {
            try {
                client.create("coder", Modelfile.parse("FROM ./model.gguf\n"), folder, Progress.none());
                end.complete(new AssertionError("ended well"));
            } catch (IOException | InterruptedException | RuntimeException e) {
                end.complete(e);
            }
        });
        sender.start();
        assertThat(server.awaitHeld()).isTrue();
        sender.interrupt();
        assertThat(end.get()).isInstanceOf(InterruptedException.class);
        assertThat(server.awaitHungUp()).isTrue();
    }
}
