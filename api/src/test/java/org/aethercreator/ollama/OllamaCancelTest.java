package org.aethercreator.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.aethercreator.ollama.OllamaException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever ends a request ends the connection, or the server would go on generating. */
class OllamaCancelTest extends StubServerTest {
    private static final String LINE = "{\"message\":{\"content\":\"Hi\"},\"done\":false}";

    /** A chunk of 2a bytes: the line and its end. */
    private static final String STREAM =
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2a\r\n" + LINE + "\n\r\n";

    private final ChatRequest request = ChatRequest.of("coder", ChatRequest.Message.user("Hi"));

    @ParameterizedTest
    @ValueSource(strings = {"", STREAM})
    void interruptClosesTheConnection(String answer) throws Exception {
        server.hold("POST /api/chat", answer);
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        Thread reader = chatting(end);
        assertThat(server.awaitHeld()).isTrue();
        reader.interrupt();
        assertThat(end.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        assertThat(server.awaitHungUp()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", STREAM})
    void closingTheClientClosesTheConnection(String answer) throws Exception {
        server.hold("POST /api/chat", answer);
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        chatting(end);
        assertThat(server.awaitHeld()).isTrue();
        client.close();
        assertThat(end.get(10, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(OllamaException.class, failure -> assertThat(failure.reason())
                        .isEqualTo(Reason.CANCELLED))
                .hasMessage(
                        "The server at " + server.address() + " was asked to chat with coder, but the client was closed"
                                + " before the answer was complete. Make a new client and ask again.");
        assertThat(server.awaitHungUp()).isTrue();
        assertThatThrownBy(() -> client.list())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("This OllamaClient is closed; make a new one with OllamaClient.standard() or"
                        + " OllamaClient.at(address).");
    }

    @Test
    void consumersExceptionClosesTheConnectionAndComesThrough() throws Exception {
        server.hold("POST /api/chat", STREAM);
        assertThatThrownBy(() -> client.chat(request, part -> {
                    throw new IllegalStateException("enough");
                }))
                .hasMessage("enough");
        assertThat(server.awaitHungUp()).isTrue();
    }

    private Thread chatting(CompletableFuture<Throwable> end) {
        Thread reader = new Thread(() -> {
            try {
                client.chat(request, part -> {});
                end.complete(new AssertionError("ended well"));
            } catch (InterruptedException | RuntimeException e) {
                end.complete(e);
            }
        });
        reader.start();
        return reader;
    }
}
