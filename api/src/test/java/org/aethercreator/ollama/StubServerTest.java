package org.aethercreator.ollama;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A client and the server of our own that it talks to, new for each test. */
abstract class StubServerTest {
    StubServer server;
    OllamaClient client;

    @BeforeEach
    void start() throws IOException {
        server = new StubServer();
        client = OllamaClient.at(server.address());
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }
}
