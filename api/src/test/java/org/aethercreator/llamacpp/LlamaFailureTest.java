package org.aethercreator.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.gguf.GgufType;
import org.aethercreator.gguf.GgufValue;
import org.aethercreator.gguf.GgufWriter;
import org.aethercreator.hub.SampleModel;
import org.aethercreator.progress.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What happens when a model is interrupted, killed, takes its process down, or loses its parent. */
@Tag("real")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class LlamaFailureTest {
    private static final GenerationOptions LONG = GenerationOptions.greedy().withMaxTokens(4000);

    @TempDir
    private Path folder;

    private Path gguf;

    @BeforeEach
    void fetch() throws Exception {
        gguf = SampleModel.SMOLLM2_135M_INSTRUCT.fetch(Progress.none());
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        assertThat(Workers.ofThisProcess()).isEmpty();
        assertThat(Workers.folders()).isEmpty();
    }

    private LlamaModel load() throws Exception {
        return LlamaCpp.bundled().load(gguf, LoadOptions.standard(), Progress.none());
    }

    @Test
    void anInterruptedGenerationLeavesTheModelAsGoodAsBefore() throws Exception {
        try (LlamaModel model = load()) {
            String before =
                    model.generate("Once", LONG.withMaxTokens(8), text -> {}).text();

            assertThatThrownBy(() -> model.generate("Once upon a time", LONG, text -> Thread.currentThread()
                            .interrupt()))
                    .isInstanceOf(InterruptedException.class);

            assertThat(model.generate("Once", LONG.withMaxTokens(8), text -> {}).text())
                    .isEqualTo(before);
        }
    }

    @Test
    void anInterruptedPerplexityLeavesTheModelAsGoodAsBefore() throws Exception {
        try (LlamaModel model = load()) {
            String text = "A sentence that goes on. ".repeat(2000);

            assertThatThrownBy(() -> model.perplexity(
                            text, 512, 100, update -> Thread.currentThread().interrupt()))
                    .isInstanceOf(InterruptedException.class);

            assertThat(model.generate("Once", LONG.withMaxTokens(8), piece -> {})
                            .generatedTokens())
                    .isEqualTo(8);
        }
    }

    @Test
    void aLongPromptIsLeftInTheMiddle() throws Exception {
        String prompt = "A sentence that goes on. ".repeat(700);
        try (LlamaModel model = load()) {
            Thread caller = Thread.currentThread();
            Thread interrupter = new Thread(() -> {
                while (model.memory().residentBytes() == 0) {
                    Thread.onSpinWait();
                }
                caller.interrupt();
            });

            interrupter.start();
            assertThatThrownBy(() -> model.generate(prompt, LONG, text -> {})).isInstanceOf(InterruptedException.class);
            interrupter.join();

            assertThat(model.generate("Once", LONG.withMaxTokens(8), text -> {}).generatedTokens())
                    .isEqualTo(8);
        }
    }

    @Test
    void anInterruptedLoadLeavesNoProcess() {
        assertThatThrownBy(() -> LlamaCpp.bundled().load(gguf, LoadOptions.standard(), update -> Thread.currentThread()
                        .interrupt()))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void aKilledProcessIsToldAndTheNextLoadWorks() throws Exception {
        try (LlamaModel model = load()) {
            LlamaCppException killed = catchThrowableOfType(
                    LlamaCppException.class,
                    () -> model.generate("Once", LONG, text -> ProcessHandle.of(model.processId())
                            .ifPresent(ProcessHandle::destroyForcibly)));

            assertThat(killed)
                    .hasMessage(
                            "llama.cpp: the worker process was ended by SIGKILL (another program killed it, or memory"
                                    + " ran out) while it was needed for: generate. This program is unharmed; to go on, load"
                                    + " the model again or repeat the call.");
            assertThatThrownBy(() -> model.generate("Once", LONG, text -> {})).isInstanceOf(LlamaCppException.class);
        }
        try (LlamaModel next = load()) {
            assertThat(next.generate("Once", LONG.withMaxTokens(8), text -> {}).generatedTokens())
                    .isEqualTo(8);
        }
    }

    @Test
    void anAbortOfTheLibraryEndsItsProcessOnlyAndItsLogIsKept() throws Exception {
        // Passes every check of the header; llama.cpp's own assertion finds it when it computes.
        Path wrong = folder.resolve("negative-epsilon.gguf");
        try (GgufFile file = GgufFile.open(gguf)) {
            GgufWriter.copyOf(file)
                    .set("llama.attention.layer_norm_rms_epsilon", GgufValue.real(GgufType.FLOAT32, -1))
                    .write(wrong, Progress.none());
        }

        LlamaCppException aborted = catchThrowableOfType(LlamaCppException.class, () -> {
            try (LlamaModel model = LlamaCpp.bundled().load(wrong, LoadOptions.standard(), Progress.none())) {
                model.generate("Once", LONG, text -> {});
            }
        });

        assertThat(aborted).hasMessageContaining("SIGABRT").hasMessageContaining("GGML_ASSERT");
        assertThat(aborted.exitCode()).hasValue(128 + 6);
        assertThat(aborted.nativeLog()).anyMatch(line -> line.contains("GGML_ASSERT"));
    }

    @Test
    void anUnknownArchitectureIsNamed() throws Exception {
        Path unknown = folder.resolve("unknown.gguf");
        try (GgufFile file = GgufFile.open(gguf)) {
            GgufWriter.copyOf(file)
                    .set("general.architecture", GgufValue.string("wonder"))
                    .write(unknown, Progress.none());
        }

        assertThatThrownBy(() -> LlamaCpp.bundled().load(unknown, LoadOptions.standard(), Progress.none()))
                .isInstanceOf(LlamaCppException.class)
                .hasMessage(unknown + " is a model of the architecture \"wonder\", which llama.cpp b4916 does not know;"
                        + " get a newer llama.cpp: \"%llama install cpu\" in a notebook, or"
                        + " NativePacks.ofThisMachine().install(Backend.CPU, progress), and load the model with"
                        + " LlamaCpp.standard().");
    }

    @Test
    void twoModelsWorkSideBySide() throws Exception {
        try (LlamaModel first = load();
                LlamaModel second = load()) {
            assertThat(first.processId()).isNotEqualTo(second.processId());
            assertThat(first.generate("Once", LONG.withMaxTokens(8), text -> {}).text())
                    .isEqualTo(second.generate("Once", LONG.withMaxTokens(8), text -> {})
                            .text());
        }
    }

    @Test
    void aClosedModelSaysSo() throws Exception {
        LlamaModel model = load();
        model.close();
        model.close();

        assertThatThrownBy(() -> model.generate("Once", LONG, text -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the model " + gguf + " is closed; load it again");
    }

    @Test
    void aProgramThatUsesAModelPrintsNothingOfItsOwnAndEndsByItself() throws Exception {
        Path output = folder.resolve("output");
        Process program = java(Quiet.class, gguf.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(program.waitFor(90, TimeUnit.SECONDS)).isTrue();
        assertThat(output).hasContent("done");
    }

    @Test
    void theWorkerEndsWithItsParentHoweverThatEnds() throws Exception {
        Process parent = java(Parent.class, gguf.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            long workerId = Long.parseLong(parent.inputReader().readLine());
            ProcessHandle worker = ProcessHandle.of(workerId).orElseThrow();

            parent.destroyForcibly().waitFor();

            assertThat(worker.onExit().get(30, TimeUnit.SECONDS).isAlive()).isFalse();
            assertThat(Workers.folders(parent.pid())).isEmpty();
        } finally {
            parent.destroyForcibly();
        }
    }

    @Test
    void aProgramWhoseWorkerIsKilledGoesOnAndLeavesNothing() throws Exception {
        Path output = folder.resolve("output");
        Process program = java(Survivor.class, gguf.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(program.waitFor(90, TimeUnit.SECONDS)).isTrue();
        assertThat(program.exitValue()).isZero();
        List<String> lines = Files.readAllLines(output);
        assertThat(lines).hasSize(3).element(1).asString().contains("was ended by SIGKILL");
        for (String worker : List.of(lines.get(0), lines.get(2))) {
            assertThat(ProcessHandle.of(Long.parseLong(worker))).isEmpty();
        }
        assertThat(Workers.folders(program.pid())).isEmpty();
    }

    private static ProcessBuilder java(Class<?> program, String argument) {
        return new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName(),
                argument);
    }

    /** Loads a model, lets it answer, and does not even close it. */
    static final class Quiet {
        private Quiet() {}

        public static void main(String[] arguments) throws Exception {
            LlamaModel model = LlamaCpp.bundled().load(Path.of(arguments[0]), LoadOptions.standard(), Progress.none());
            model.generate("Once upon a time", LONG.withMaxTokens(5), text -> {});
            System.out.println("done");
        }
    }

    /** Loses its worker in the middle of a generation, and loads the model again. */
    static final class Survivor {
        private Survivor() {}

        public static void main(String[] arguments) throws Exception {
            Path gguf = Path.of(arguments[0]);
            LlamaModel model = LlamaCpp.bundled().load(gguf, LoadOptions.standard(), Progress.none());
            System.out.println(model.processId());
            try {
                model.generate("Once", LONG, text -> ProcessHandle.of(model.processId())
                        .ifPresent(ProcessHandle::destroyForcibly));
            } catch (LlamaCppException e) {
                System.out.println(e.getMessage().lines().findFirst().orElse(""));
            }
            LlamaModel again = LlamaCpp.bundled().load(gguf, LoadOptions.standard(), Progress.none());
            again.generate("Once", LONG.withMaxTokens(8), text -> {});
            System.out.println(again.processId()); // and ends without closing it
        }
    }

    /** Another program that uses the library: loads a model, tells its worker's process id, and generates for ever. */
    static final class Parent {
        private Parent() {}

        public static void main(String[] arguments) throws Exception {
            try (LlamaModel model =
                    LlamaCpp.bundled().load(Path.of(arguments[0]), LoadOptions.standard(), Progress.none())) {
                System.out.println(model.processId());
                List<Generation> generated = new ArrayList<>();
                while (generated.size() < 10_000) {
                    generated.add(model.generate("Once", LONG.withMaxTokens(100), text -> {}));
                }
            }
        }
    }
}
