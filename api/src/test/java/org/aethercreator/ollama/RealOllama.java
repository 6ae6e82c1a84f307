package org.aethercreator.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A server of Ollama 0.17.4 on this machine's loopback, with folders of its own, without the network. */
final class RealOllama implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);

    private final Path program;
    private final Path folder;
    private final int port;
    private final Process process;

    private RealOllama(Path program, Path folder, int port, Process process) {
        this.program = program;
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    /** Builds the server if there is none yet, and starts it. */
    static RealOllama start(Path folder) throws IOException, InterruptedException {
        boolean go;
        try {
            go = new ProcessBuilder("go", "version").start().waitFor() == 0;
        } catch (IOException absent) {
            go = false;
        }
        assumeTrue(go, "no Go on this machine; install golang to test against a real Ollama");
        Process build = new ProcessBuilder("src/test/referee/build-ollama.sh")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Path program;
        try (InputStream out = build.getInputStream()) {
            program = Path.of(new String(out.readAllBytes(), StandardCharsets.UTF_8).strip());
        }
        assertThat(build.waitFor()).as("build-ollama.sh").isZero();
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        ProcessBuilder serve = new ProcessBuilder("nice", program.toString(), "serve")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("server.log").toFile());
        serve.environment().putAll(environment(folder, "127.0.0.1:" + port));
        RealOllama server = new RealOllama(program, folder, port, serve.start());
        server.awaitAnswer();
        return server;
    }

    private static Map<String, String> environment(Path folder, String host) {
        return Map.of(
                "OLLAMA_HOST",
                host,
                "OLLAMA_MODELS",
                folder.resolve("models").toString(),
                "HOME",
                folder.toString(),
                "OLLAMA_NO_CLOUD",
                "1",
                "OLLAMA_CONTEXT_LENGTH",
                "1024");
    }

    private void awaitAnswer() throws InterruptedException, IOException {
        try (OllamaClient client = OllamaClient.at(address())) {
            long deadline = System.nanoTime() + START.toNanos();
            while (true) {
                try {
                    client.versionText();
                    return;
                } catch (OllamaException notYet) {
                    assertThat(System.nanoTime()).as(log()).isLessThan(deadline);
                    TimeUnit.MILLISECONDS.sleep(100);
                }
            }
        }
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    String log() throws IOException {
        return Files.readString(folder.resolve("server.log"));
    }

    /** Runs Ollama's own command line against {@code server}. */
    String command(URI server, String... words) throws IOException, InterruptedException {
        ProcessBuilder command = new ProcessBuilder(words).redirectErrorStream(true);
        command.command().add(0, program.toString());
        command.environment().putAll(environment(folder, server.getAuthority()));
        Process process = command.start();
        try (InputStream out = process.getInputStream()) {
            String said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
            return said;
        }
    }

    /** Ends the server, and with it the process of its model. */
    @Override
    public void close() throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
