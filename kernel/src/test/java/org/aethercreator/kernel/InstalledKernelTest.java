package org.aethercreator.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.aethercreator.kernel.FrontEnd.Port;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The kernel as Jupyter runs it: a process, started by the command of its kernelspec. */
@Timeout(120)
class InstalledKernelTest {
    @TempDir
    private static Path folder;

    private static Process process;
    private static FrontEnd frontEnd;

    @BeforeAll
    static void startKernel() throws IOException {
        assertThat(KernelMain.commandLine().execute("install", "--prefix", folder.toString()))
                .isZero();
        Path spec = folder.resolve("share/jupyter/kernels/aethercreator/kernel.json");
        Path connection = FrontEnd.connectionFile(folder);
        JsonNode argv = new ObjectMapper().readTree(spec.toFile()).path("argv");
        List<String> command = new ArrayList<>();
        argv.forEach(word -> command.add(word.asText().replace("{connection_file}", connection.toString())));
        process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        frontEnd = new FrontEnd(connection);
    }

    @AfterAll
    static void processEndsAfterShutdown() throws Exception {
        try {
            String endless = frontEnd.sendExecute("while (true) {}", Map.of());
            frontEnd.receive(Port.IOPUB, message -> message.type().equals("execute_input") && message.isAbout(endless));
            frontEnd.sendExecute("while (true) {}", Map.of());

            FrontEnd.Outcome outcome = frontEnd.ask(Port.CONTROL, "shutdown_request", Map.of("restart", false));

            assertThat(outcome.reply().content().path("status").asText()).isEqualTo("ok");
            assertThat(process.waitFor(30, TimeUnit.SECONDS))
                    .as("exits by itself, although one cell runs and another one waits")
                    .isTrue();
            assertThat(process.exitValue()).isZero();
            assertThat(Files.readString(folder.resolve("log")))
                    .as("nothing to complain of")
                    .isEmpty();
        } finally {
            frontEnd.close();
            process.destroyForcibly();
        }
    }

    @Test
    void kernelInfoIsJava() {
        JsonNode info = frontEnd.ask("kernel_info_request", Map.of()).reply().content();

        assertThat(info.path("language_info").path("name").asText()).isEqualTo("java");
        assertThat(info.path("language_info").path("version").asText()).isEqualTo(System.getProperty("java.version"));
    }

    @Test
    void startIsRehearsedAtInstallation() {
        assertThat(folder.resolve("share/jupyter/kernels/aethercreator/start.jsa"))
                .isNotEmptyFile();
    }

    @Test
    void cellsRunJava() {
        FrontEnd.Outcome outcome = frontEnd.execute("int x = 6;\nSystem.out.println(\"printed\");\nx * 7");

        assertThat(outcome.text("stdout")).isEqualTo("printed\n");
        assertThat(outcome.published("execute_result"))
                .extracting(message ->
                        message.content().path("data").path("text/plain").asText())
                .containsExactly("42");
    }

    @Test
    void poolThreadsSeeWhatCellsSee() {
        FrontEnd.Outcome outcome = frontEnd.execute(
                "ForkJoinPool.commonPool().submit(() -> Thread.currentThread().getContextClassLoader().getName()).get()");

        assertThat(outcome.published("execute_result"))
                .extracting(message ->
                        message.content().path("data").path("text/plain").asText())
                .containsExactly("cells");
    }

    @Test
    void errorThatRendersBadlyLeavesTheKernelAlive() {
        frontEnd.execute("class Deep { public String toString() { return \"\" + this; } }");

        assertThat(frontEnd.execute("new Deep()")
                        .reply()
                        .content()
                        .path("ename")
                        .asText())
                .isEqualTo("java.lang.StackOverflowError");
        assertThat(frontEnd.execute("1").reply().content().path("status").asText())
                .isEqualTo("ok");
    }

    @Test
    void endlessLoopIsInterrupted() {
        String id = frontEnd.sendExecute("System.out.println(\"started\"); while (true) {}", Map.of());
        frontEnd.receive(Port.IOPUB, message -> message.type().equals("stream") && message.isAbout(id));

        frontEnd.ask(Port.CONTROL, "interrupt_request", Map.of());

        assertThat(frontEnd.outcome(Port.SHELL, id)
                        .reply()
                        .content()
                        .path("status")
                        .asText())
                .isEqualTo("error");
        assertThat(frontEnd.execute("2").reply().content().path("status").asText())
                .isEqualTo("ok");
    }

    @Test
    void membersAreCompletedBehindAnEmoji() {
        JsonNode reply = frontEnd.ask("complete_request", Map.of("code", "\"\uD83D\uDE00\".strip", "cursor_pos", 9))
                .reply()
                .content();

        assertThat(reply.path("matches").toString()).contains("strip", "stripIndent");
        assertThat(reply.path("cursor_start").asInt()).isEqualTo(4);
        assertThat(reply.path("cursor_end").asInt()).isEqualTo(9);
    }

    @Test
    void scannerAsksTheUser() {
        String id = frontEnd.sendExecute("new Scanner(System.in).nextLine().toUpperCase()", Map.of());

        frontEnd.sendInput(frontEnd.receive(Port.STDIN, message -> message.isAbout(id)), "ada");

        assertThat(frontEnd.outcome(Port.SHELL, id)
                        .published("execute_result")
                        .get(0)
                        .content()
                        .path("data")
                        .path("text/plain")
                        .asText())
                .isEqualTo("ADA");
    }

    @Test
    void missingConnectionFileIsNamed() throws Exception {
        Path missing = folder.resolve("missing.json");
        Process failed = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KernelMain.class.getName(),
                        missing.toString())
                .redirectErrorStream(true)
                .start();

        String output = new String(failed.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(failed.waitFor()).isEqualTo(1);
        assertThat(output)
                .isEqualTo("The connection file " + missing + " does not exist. Jupyter writes it before it starts a"
                        + " kernel; start the kernel from Jupyter." + System.lineSeparator());
    }
}
