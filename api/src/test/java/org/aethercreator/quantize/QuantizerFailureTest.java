package org.aethercreator.quantize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.aethercreator.gguf.ToyModel;
import org.aethercreator.llamacpp.Workers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a program leaves that ends, or may not go on, in the middle of quantizing: nothing. */
@Tag("real")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class QuantizerFailureTest {
    @TempDir
    static Path shared;

    /** Takes seconds to be quantized. */
    private static Path model;

    @TempDir
    Path folder;

    @BeforeAll
    static void writeModel() throws Exception {
        model = ToyModel.medium().write(shared.resolve("toy-F16.gguf"));
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        assertThat(Workers.ofThisProcess()).isEmpty();
        assertThat(Workers.folders()).isEmpty();
    }

    @Test
    void aKilledProgramLeavesNoWorkerAndNoFile() throws Exception {
        assertNothingIsLeftAfter(Process::destroyForcibly);
    }

    @Test
    void aProgramThatIsAskedToEndLeavesNoWorkerAndNoFile() throws Exception {
        assertNothingIsLeftAfter(Process::destroy);
    }

    private interface End {
        void of(Process program);
    }

    private void assertNothingIsLeftAfter(End end) throws Exception {
        Process program = java("", model, folder)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            long workerId = Long.parseLong(program.inputReader().readLine());
            ProcessHandle worker = ProcessHandle.of(workerId).orElseThrow();
            assertThat(folder).isNotEmptyDirectory();

            end.of(program);

            program.waitFor();
            worker.onExit().get(60, TimeUnit.SECONDS);
            assertThat(Workers.folders(program.pid())).isEmpty();
            assertThat(folder).isEmptyDirectory();
        } finally {
            program.destroyForcibly();
        }
    }

    /** Writing beyond a limit of the process fails like writing on a full disk. */
    @Test
    @EnabledOnOs(
            value = {OS.LINUX, OS.MAC},
            disabledReason = "the limit is one of POSIX systems")
    void aFileThatCannotGrowIsToldAndLeavesNothing() throws Exception {
        Process program = java("ulimit -f 4096; ", model, folder) // blocks of 512 bytes or 1 KiB
                .redirectErrorStream(true)
                .start();
        String output = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        program.waitFor();

        assertThat(output.strip())
                .matches("java\\.io\\.IOException: cannot write " + folder
                        + "/\\S+ \\(File too large\\); check the disk," + " or name a folder on another one");
        assertThat(folder).isEmptyDirectory();
    }

    private static ProcessBuilder java(String before, Path model, Path folder) {
        return new ProcessBuilder(
                "sh",
                "-c",
                before + "exec \"$0\" \"$@\"",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName(),
                model.toString(),
                folder.toString());
    }

    /** Another program that uses the library: quantizes, and tells its worker's process id when that is at work. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) throws Exception {
            QuantizeRequest request = QuantizeRequest.of(Path.of(arguments[0]), QuantizationType.Q2_K)
                    .withFolder(Path.of(arguments[1]));
            boolean[] told = new boolean[1];
            try {
                Quantizer.bundled().quantize(request, update -> {
                    if (!told[0] && update.done() > 0) {
                        System.out.println(Workers.ofThisProcess().get(0).pid());
                        told[0] = true;
                    }
                });
            } catch (IOException e) {
                System.out.println(e);
            }
        }
    }
}
