package org.aethercreator.hub;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.aethercreator.progress.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A hub of our own and a cache, new for each test. */
abstract class HubServerTest {
    static final String ID = "org/small";
    static final HubRepo MODEL = HubRepo.model(ID);

    /** Tries as often as the real limits, without rest. */
    static final Retry.Limits AT_ONCE = new Retry.Limits(5, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(90));

    @TempDir
    Path cache;

    HubServer server;
    byte[] weights;

    @BeforeEach
    void startServer() throws IOException {
        server = new HubServer();
        weights = new byte[3_000_000];
        new Random(1).nextBytes(weights);
        server.model(ID)
                .file("README.md", "# Small")
                .file("config.json", "{\"architectures\":[\"LlamaForCausalLM\"]}")
                .file("tokenizer.json", "{}")
                .file("sub/notes é.txt", "in a folder")
                .file("pytorch_model.bin", "the same weights again")
                .largeFile("model.safetensors", weights);
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    HubSettings settings() {
        return HubSettings.of(Map.of(), cache).withEndpoint(server.address()).withCacheFolder(cache.resolve("hub"));
    }

    HubClient client() {
        return new HubClient(settings(), AT_ONCE);
    }

    HubClient clientWithToken(String token) {
        return new HubClient(settings().withToken(Optional.of(token)), AT_ONCE);
    }

    HubSnapshot download() throws IOException, InterruptedException {
        return client().download(MODEL, HubFilter.all(), Progress.none());
    }

    HubException failure(HubClient client, HubRepo repo) {
        return catchThrowableOfType(HubException.class, () -> client.download(repo, HubFilter.all(), Progress.none()));
    }

    Path repoFolder() {
        return cache.resolve("hub").resolve("models--org--small");
    }

    String commit() {
        return server.model(ID).commit();
    }
}
