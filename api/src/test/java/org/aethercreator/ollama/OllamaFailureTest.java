package org.aethercreator.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.aethercreator.ollama.OllamaException.Reason;
import org.aethercreator.progress.Progress;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Every way in which a server can fail to answer, and what is said of it. */
class OllamaFailureTest extends StubServerTest {
    private static final String CHUNK = "{\"message\":{\"content\":\"Hi\"},\"done\":false}\n";
    private static final String STREAM_HEAD =
            "HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n";

    private static OllamaException failure(ThrowingCallable call) {
        return catchThrowableOfType(OllamaException.class, call);
    }

    private OllamaException failedChat() {
        return failure(() -> client.chat(ChatRequest.of("coder", ChatRequest.Message.user("Hi")), part -> {}));
    }

    private String asked(String purpose) {
        return "The server at " + server.address() + " was asked to " + purpose;
    }

    @Test
    void withoutAServerItIsSaidHowToStartOne() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        URI address = URI.create("http://127.0.0.1:" + free);
        OllamaException failure = failure(() -> OllamaClient.at(address).list());
        assertThat(failure)
                .hasMessage("No Ollama answers at " + address + " (the connection is refused), so it cannot list its"
                        + " models. Start one on this machine with: ollama serve (or open the Ollama app; get it from"
                        + " https://ollama.com/download). If it runs elsewhere, name the place in OLLAMA_HOST or by"
                        + " OllamaClient.at(address).");
        assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(failure.status()).isEmpty();
    }

    @Test
    void unknownHostIsNamed() {
        OllamaException failure = failure(() ->
                OllamaClient.at(URI.create("http://no-such-host.invalid:11434")).list());
        assertThat(failure).hasMessageContaining("(there is no host named no-such-host.invalid)");
        assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE);
    }

    @Test
    void missingModelIsToldWithThoseThereAre() {
        server.json("POST /api/show", 404, "{\"error\":\"model 'nope' not found\"}");
        server.json("GET /api/tags", 200, "{\"models\":[{\"name\":\"coder:latest\"},{\"name\":\"base:1b\"}]}");
        OllamaException failure = failure(() -> client.show("nope"));
        assertThat(failure)
                .hasMessage(asked("show nope") + " and answered 404: model 'nope' not found. It has coder:latest,"
                        + " base:1b; use one of these, or get it with: ollama pull nope");
        assertThat(failure.reason()).isEqualTo(Reason.MODEL_NOT_FOUND);
        assertThat(failure.status()).hasValue(404);
        assertThat(failure.body()).isEqualTo("{\"error\":\"model 'nope' not found\"}");
    }

    @Test
    void missingModelOfAnEmptyServerCanBePulled() {
        server.json("POST /api/copy", 404, "{\"error\":\"model \\\"nope\\\" not found\"}");
        assertThat(failure(() -> client.copy("nope", "b")))
                .hasMessage(asked("copy nope to b") + " and answered 404: model \"nope\" not found. Look at the name"
                        + " with: ollama list, or get it with: ollama pull nope");
    }

    @Test
    void refusalsComeWithAdvice() {
        server.json("POST /api/chat", 400, "{\"error\":\"coder does not support tools\"}");
        OllamaException failure = failedChat();
        assertThat(failure)
                .hasMessage(
                        asked("chat with coder") + " and answered 400: coder does not support tools. Leave the tools"
                                + " out, or use a model with that capability (ollama show lists them); a Modelfile's TEMPLATE"
                                + " gives it by using .Tools.");
        assertThat(failure.reason()).isEqualTo(Reason.REFUSED);
        server.json("POST /api/embed", 501, "{\"error\":\"this model does not support embeddings\"}");
        assertThat(failure(() -> client.embed("coder", List.of("x"))))
                .hasMessage(
                        asked("embed with coder") + " and answered 501: this model does not support embeddings. Use an"
                                + " embedding model, such as nomic-embed-text.")
                .extracting(OllamaException::reason)
                .isEqualTo(Reason.REFUSED);
    }

    @Test
    void serversOwnTroubleIsTold() {
        server.json("POST /api/chat", 500, "{\"error\":\"option \\\"num_ctx\\\" must be of type integer\"}");
        assertThat(failedChat())
                .hasMessage(
                        asked("chat with coder") + " and answered 500: option \"num_ctx\" must be of type integer. Give"
                                + " the parameter a value of that type, here or in the Modelfile.");
        server.json("POST /api/chat", 500, "{\"error\":\"llama runner process has terminated: exit status 2\"}");
        assertThat(failedChat())
                .hasMessage(
                        asked("chat with coder") + " and answered 500: llama runner process has terminated: exit status"
                                + " 2. The server's log says more: journalctl -u ollama on Linux, ~/.ollama/logs/server.log on"
                                + " macOS, %LOCALAPPDATA%\\Ollama\\server.log on Windows.")
                .extracting(OllamaException::reason)
                .isEqualTo(Reason.SERVER_FAILED);
    }

    @Test
    void busyServerAndEndedRequestAreTold() {
        server.json(
                "POST /api/chat",
                503,
                "{\"error\":\"server busy, please try again. maximum pending requests exceeded\"}");
        OllamaException busy = failedChat();
        assertThat(busy)
                .hasMessage(
                        asked("chat with coder") + " and answered 503: server busy, please try again. maximum pending"
                                + " requests exceeded. Ask again when it has less to do, or start it with a larger"
                                + " OLLAMA_MAX_QUEUE.");
        assertThat(busy.reason()).isEqualTo(Reason.BUSY);
        server.json("POST /api/chat", 499, "{\"error\":\"request canceled\"}");
        OllamaException ended = failedChat();
        assertThat(ended)
                .hasMessage(asked("chat with coder")
                        + " and answered 499: request canceled. The request was ended from this" + " side; ask again.");
        assertThat(ended.reason()).isEqualTo(Reason.CANCELLED);
        server.json(
                "POST /api/chat", 401, "{\"error\":\"unauthorized\",\"signin_url\":\"https://ollama.com/connect\"}");
        assertThat(failedChat())
                .hasMessage(asked("chat with coder")
                        + " and answered 401: unauthorized. Sign in on the server's machine" + " with: ollama signin");
    }

    @Test
    void unknownRouteIsNoMissingModel() {
        OllamaException failure = failure(() -> client.show("coder"));
        assertThat(failure)
                .hasMessage(asked("show coder") + " and answered 404 \"404 page not found\": it does not know POST"
                        + " /api/show. It is an old Ollama (update it), or something else. Another program or a proxy may"
                        + " be at that address: correct it by OLLAMA_HOST or OllamaClient.at(address), and keep proxies"
                        + " away from it with -Dhttp.nonProxyHosts.");
        assertThat(failure.reason()).isEqualTo(Reason.NOT_OLLAMA);
    }

    @Test
    void webPageOfAProxyIsTold() {
        String page = "<!DOCTYPE html>\n<html><head><title>Access denied</title></head><body>No.</body></html>";
        String advice = " Another program or a proxy may be at that address: correct it by OLLAMA_HOST or"
                + " OllamaClient.at(address), and keep proxies away from it with -Dhttp.nonProxyHosts.";
        server.reply("POST /api/chat", 502, "text/html", page);
        assertThat(failedChat())
                .hasMessage(
                        asked("chat with coder") + " and answered 502 with a web page, \"Access denied\", which is no"
                                + " error of an Ollama." + advice);
        server.reply("POST /api/chat", 200, "text/html", page);
        OllamaException good = failedChat();
        assertThat(good)
                .hasMessage(asked("chat with coder")
                        + " and answered with a web page, which is not what an Ollama answers." + advice);
        assertThat(good.reason()).isEqualTo(Reason.NOT_OLLAMA);
        server.raw(
                "POST /api/chat",
                "HTTP/1.1 301 Moved\r\nLocation: https://other/api/chat\r\nContent-Length: 0\r\n\r\n");
        assertThat(failedChat())
                .hasMessage(
                        asked("chat with coder") + " and answered that it is elsewhere (301, https://other/api/chat)."
                                + " Give that address, by OLLAMA_HOST or OllamaClient.at(address).");
    }

    @Test
    void garbageIsNoAnswer() {
        server.json("GET /api/tags", 200, "[1]");
        assertThat(failure(client::list))
                .hasMessageStartingWith(asked("list its models") + " and answered \"[1]\", which");
        server.raw("GET /api/tags", "SSH-2.0-OpenSSH_9.2\r\n\r\n");
        OllamaException failure = failure(client::list);
        assertThat(failure)
                .hasMessageStartingWith(asked("list its models") + " and answered no HTTP (")
                .hasMessageEndingWith("), so something else listens there. Correct the address, by OLLAMA_HOST or"
                        + " OllamaClient.at(address).");
        assertThat(failure.reason()).isEqualTo(Reason.NOT_OLLAMA);
    }

    @Test
    void errorWithinAStreamIsAnErrorAlsoAfterParts() {
        server.lines(
                "POST /api/chat", CHUNK.strip(), "{\"error\":\"an error was encountered while running the model\"}");
        List<String> parts = new ArrayList<>();
        OllamaException failure = failure(() ->
                client.chat(ChatRequest.of("coder", ChatRequest.Message.user("Hi")), part -> parts.add(part.text())));
        assertThat(parts).containsExactly("Hi");
        assertThat(failure)
                .hasMessage(
                        asked("chat with coder") + " and failed after one line: an error was encountered while running"
                                + " the model. The server's log says more: journalctl -u ollama on Linux,"
                                + " ~/.ollama/logs/server.log on macOS, %LOCALAPPDATA%\\Ollama\\server.log on Windows.");
        assertThat(failure.status()).hasValue(200);
        assertThat(failure.body()).isEqualTo("{\"error\":\"an error was encountered while running the model\"}");
    }

    @Test
    void errorAsTheOnlyLineOfAStreamIsAnError() {
        server.lines("POST /api/pull", "{\"error\":\"pull model manifest: file does not exist\"}");
        assertThat(failure(() -> client.pull("nope", Progress.none())))
                .hasMessage(asked("pull nope")
                        + " and failed: pull model manifest: file does not exist. Correct the name, or"
                        + " the network of the server's machine; what models there are is listed at"
                        + " https://ollama.com/library.");
    }

    @Test
    void streamWithoutItsLastLineIsBrokenOff() {
        server.lines("POST /api/chat", CHUNK.strip(), CHUNK.strip());
        OllamaException failure = failedChat();
        assertThat(failure)
                .hasMessage(asked("chat with coder") + ", and the answer broke off after 2 lines (the last line, with"
                        + " \"done\", is missing). The server, or a proxy before it, has ended the connection; if it was the"
                        + " server, it may have crashed or run out of memory. The server's log says more: journalctl -u"
                        + " ollama on Linux, ~/.ollama/logs/server.log on macOS, %LOCALAPPDATA%\\Ollama\\server.log on"
                        + " Windows.");
        assertThat(failure.reason()).isEqualTo(Reason.BROKEN_OFF);
        server.lines("POST /api/pull", "{\"status\":\"pulling manifest\"}");
        assertThat(failure(() -> client.pull("coder", Progress.none())))
                .hasMessageStartingWith(
                        asked("pull coder") + ", and the answer broke off after one line (the last line,"
                                + " with \"success\", is missing).");
    }

    @Test
    void truncatedAnswersAreBrokenOff() {
        server.raw("POST /api/chat", STREAM_HEAD + chunk(CHUNK) + "40\r\n{\"message\":");
        assertBrokenOff(failedChat(), "after one line");
        server.raw("POST /api/chat", "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + CHUNK);
        assertBrokenOff(failedChat(), "after one line");
        server.raw("POST /api/chat", "HTTP/1.0 200 OK\r\n\r\n" + CHUNK + "{\"message\":{\"con");
        assertBrokenOff(failedChat(), "after one line (incomplete JSON: {\"message\":{\"con)");
        server.raw("POST /api/chat", "HTTP/1.1 200 OK\r\nConte");
        assertBrokenOff(failedChat(), "before its first line");
        server.raw("POST /api/chat", "");
        assertBrokenOff(failedChat(), "before its first line");
    }

    private void assertBrokenOff(OllamaException failure, String where) {
        assertThat(failure).hasMessageStartingWith(asked("chat with coder") + ", and the answer broke off " + where);
        assertThat(failure.reason()).isEqualTo(Reason.BROKEN_OFF);
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    @Test
    void serverThatSaysNothingIsGivenUp() throws InterruptedException {
        OllamaClient impatient = client.withFirstByteTimeout(Duration.ofMillis(300));
        for (String silence : List.of("", STREAM_HEAD)) {
            server.hold("POST /api/chat", silence);
            OllamaException failure =
                    failure(() -> impatient.chat(ChatRequest.of("coder", ChatRequest.Message.user("Hi")), part -> {}));
            assertThat(failure)
                    .hasMessage(asked("chat with coder")
                            + " and has sent nothing for 0.3 s. It may be loading a large model"
                            + " or be busy with other requests (ollama ps shows them). Wait longer with"
                            + " withFirstByteTimeout(duration), or restart the server.");
            assertThat(failure.reason()).isEqualTo(Reason.TIMED_OUT);
        }
        assertThat(server.awaitHungUp()).isTrue();
    }

    @Test
    void answerThatHasBegunMayTakeLongerThanItsBeginning() throws Exception {
        server.hold("POST /api/chat", STREAM_HEAD + chunk(CHUNK));
        OllamaClient impatient = client.withFirstByteTimeout(Duration.ofMillis(200));
        Thread reader = new Thread(() ->
                failure(() -> impatient.chat(ChatRequest.of("coder", ChatRequest.Message.user("Hi")), part -> {})));
        reader.start();
        assertThat(server.awaitHeld()).isTrue();
        reader.join(1000);
        assertThat(reader.isAlive()).as("still reading").isTrue();
        impatient.close();
        reader.join(10_000);
        assertThat(reader.isAlive()).isFalse();
    }

    @Test
    void timeoutsArePositive() {
        assertThat(catchThrowableOfType(IllegalArgumentException.class, () -> client.withConnectTimeout(Duration.ZERO)))
                .hasMessage("A timeout of PT0S leaves no time to answer; give a positive one.");
    }
}
