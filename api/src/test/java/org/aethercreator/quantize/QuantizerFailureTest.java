package org.aethercreator.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.aethercreator.gguf.ToyModel;
import org.aethercreator.llamacpp.LlamaCppException;
import org.aethercreator.llamacpp.Workers;
import org.aethercreator.progress.Progress;
import org.aethercreator.progress.ProgressUpdate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is left when quantizing ends in the middle: nothing. */
@Tag("real")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class QuantizerFailureTest {
    private static final long MEBIBYTE = 1 << 20;

    @TempDir
    static Path shared;

    /** Takes seconds to be quantized. */
    private static Path model;

    @TempDir
    Path folder;

    private QuantizeRequest request;

    @BeforeAll
    static void writeModel() throws Exception {
        model = ToyModel.medium().write(shared.resolve("toy-F16.gguf"));
    }

    @BeforeEach
    void request() {
        request = QuantizeRequest.of(model, QuantizationType.Q2_K).withFolder(folder);
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        assertThat(Workers.ofThisProcess()).isEmpty();
        assertThat(Workers.folders()).isEmpty();
    }

    @Test
    void aKilledWorkerIsToldAndTheNextCallWorks() throws Exception {
        LlamaCppException killed = catchThrowableOfType(LlamaCppException.class, () -> Quantizer.bundled()
                .quantize(request, update -> Workers.ofThisProcess().forEach(ProcessHandle::destroyForcibly)));

        assertThat(killed)
                .hasMessage("llama.cpp: the worker process was ended by SIGKILL (another program killed it, or memory"
                        + " ran out) while it was needed for: encode. This program is unharmed; to go on, load the"
                        + " model again or repeat the call.");
        assertThat(killed.exitCode()).hasValue(128 + 9);
        assertThat(folder).isEmptyDirectory();
        assertThat(Quantizer.bundled().quantize(request, Progress.none())).hasSize(1);
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
        String output = new String(program.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        program.waitFor();

        assertThat(output.strip())
                .matches("java\\.io\\.IOException: cannot write " + folder
                        + "/\\S+ \\(File too large\\); check the disk," + " or name a folder on another one");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "a file system in memory is mounted as on Linux")
    void aDiskThatBecomesFullIsToldAndLeavesNothing() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        Assumptions.assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=" + 100 * MEBIBYTE, "tmpfs", disk.toString()),
                "only root may mount a disk; aFileThatCannotGrowIsToldAndLeavesNothing tests the like for all");
        try {
            Path others = disk.resolve("others");

            assertThatThrownBy(() -> Quantizer.bundled().quantize(request.withFolder(disk), update -> fillOnce(others)))
                    .isInstanceOf(IOException.class)
                    .hasMessageMatching(
                            disk + ": the disk is full; what is still to be written needs \\d+ MiB more than"
                                    + " the 0 MiB that are free: free some space or name a folder on another disk");

            Files.delete(others);
            assertThat(disk).isEmptyDirectory();
            assertThat(Quantizer.bundled().quantize(request.withFolder(disk), Progress.none()))
                    .hasSize(1);
        } finally {
            run("umount", disk.toString());
        }
    }

    /** Another program writes until nothing is free. */
    private static void fillOnce(Path file) {
        if (Files.exists(file)) {
            return;
        }
        byte[] megabyte = new byte[(int) MEBIBYTE];
        try (OutputStream output = Files.newOutputStream(file)) {
            while (true) {
                output.write(megabyte);
            }
        } catch (IOException e) {
            assertThat(e).hasMessage("No space left on device");
        }
    }

    @Test
    @Tag("full")
    @EnabledOnOs(value = OS.LINUX, disabledReason = "reads /proc")
    void aLargeModelNeedsLittleMemory(@TempDir Path large) throws Exception {
        Path gigabyte = ToyModel.large().write(large.resolve("large-F16.gguf"));
        assertThat(Files.size(gigabyte)).isGreaterThan(1_000_000_000L);
        AnonymousMemory memory = new AnonymousMemory();

        Quantizer.bundled().quantize(QuantizeRequest.of(gigabyte, QuantizationType.Q4_K_M), memory);

        System.out.println("Anonymous memory of the worker: at most " + memory.mostBytes / MEBIBYTE + " MiB");
        assertThat(memory.mostBytes).isBetween(10 * MEBIBYTE, 300 * MEBIBYTE);
    }

    /** The worker's memory that no file backs, read at each update. */
    private static final class AnonymousMemory implements Progress {
        private long mostBytes;

        @Override
        public void update(ProgressUpdate update) {
            for (ProcessHandle worker : Workers.ofThisProcess()) {
                try {
                    for (String line : Files.readAllLines(Path.of("/proc", Long.toString(worker.pid()), "status"))) {
                        if (line.startsWith("RssAnon:")) {
                            mostBytes = Math.max(mostBytes, Long.parseLong(line.replaceAll("\\D", "")) << 10);
                        }
                    }
                } catch (IOException e) {
                    assertThat(worker.isAlive()).isFalse();
                }
            }
        }
    }

    private static boolean run(String... command) throws Exception {
        return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
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
