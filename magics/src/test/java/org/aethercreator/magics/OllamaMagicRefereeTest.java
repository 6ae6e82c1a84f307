package org.aethercreator.magics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.aethercreator.hub.SampleModel;
import org.aethercreator.kernel.magic.MagicCall;
import org.aethercreator.magics.render.LibraryRenderers;
import org.aethercreator.modelfile.Modelfile;
import org.aethercreator.ollama.ModelDescription;
import org.aethercreator.ollama.OllamaAnswer;
import org.aethercreator.ollama.OllamaClient;
import org.aethercreator.ollama.OllamaException;
import org.aethercreator.progress.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

/** A cell's Modelfile becomes a model of a real Ollama (0.17.4), which answers. */
@Tag("referee")
@Tag("real")
class OllamaMagicRefereeTest {
    @TempDir
    private Path folder;

    private RecordingContext notebook;
    private Process server;
    private String address;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        notebook = new RecordingContext(folder);
        LibraryRenderers.register(notebook.renderers());
        assumeTrue(goIsThere(), "no Go on this machine; install golang to test against a real Ollama");
        Process build = new ProcessBuilder("../api/src/test/referee/build-ollama.sh")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String program = new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(build.waitFor()).as("build-ollama.sh").isZero();
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            address = "127.0.0.1:" + socket.getLocalPort();
        }
        ProcessBuilder serve = new ProcessBuilder("nice", program, "serve")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("server.log").toFile());
        serve.environment()
                .putAll(Map.of(
                        "OLLAMA_HOST",
                        address,
                        "OLLAMA_MODELS",
                        folder.resolve("models").toString(),
                        "HOME",
                        folder.toString(),
                        "OLLAMA_NO_CLOUD",
                        "1"));
        server = serve.start();
        awaitAnswer();
    }

    private static boolean goIsThere() throws InterruptedException {
        try {
            return new ProcessBuilder("go", "version").start().waitFor() == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    private void awaitAnswer() throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        try (OllamaClient client = OllamaClient.at(address)) {
            while (true) {
                try {
                    client.versionText();
                    return;
                } catch (OllamaException notYet) {
                    assertThat(System.nanoTime()).as(notYet.getMessage()).isLessThan(deadline);
                    TimeUnit.MILLISECONDS.sleep(100);
                }
            }
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (server != null) {
            server.descendants().forEach(ProcessHandle::destroy);
            server.destroy();
            server.waitFor();
        }
    }

    private Object run(String arguments) throws Exception {
        return new OllamaMagic().run(new MagicCall(arguments + " --server " + address, null, notebook));
    }

    @Test
    void cellBecomesAModelThatAnswers() throws Exception {
        notebook.variables.put("model", SampleModel.SMOLLM2_135M_INSTRUCT.fetch(Progress.none()));
        new ModelfileMagic()
                .run(new MagicCall(
                        "coder --from model",
                        "SYSTEM You are terse.\nPARAMETER temperature 0\nPARAMETER num_predict 8\n",
                        notebook));

        run("create coder");
        run("run coder 'Say hello.' --as answer");

        OllamaAnswer answer = (OllamaAnswer) notebook.variables.get("answer");
        assertThat(answer.text()).isNotBlank();
        assertThat(answer.timings().generatedTokens()).isBetween(1, 8);
        assertThat(notebook.printed.toString()).contains("Ollama has coder:latest now.", answer.text(), "tokens/s");
        assertThat(((Table) run("list")).column("Model").asList()).hasToString("[coder:latest]");
        assertThat(((Table) run("ps")).column("Model").asList()).hasToString("[coder:latest]");
        run("show coder --as shown");
        Modelfile back = ((ModelDescription) notebook.variables.get("shown")).modelfile();
        assertThat(back.parameters()).containsEntry("temperature", "0").containsEntry("num_predict", "8");
        assertThat(back.system()).contains("You are terse.");
        assertThat(new OllamaMagic().complete("--server " + address + " show ", notebook))
                .containsExactly("coder:latest");
        run("rm coder");
        assertThat(run("list")).isNull();
    }
}
