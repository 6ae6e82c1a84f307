package org.aethercreator.llamacpp;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.sun.jna.Native;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.aethercreator.progress.Progress;
import org.aethercreator.progress.ProgressStage;
import org.aethercreator.progress.ProgressUnit;
import org.aethercreator.worker.Worker;
import org.aethercreator.worker.WorkerDiedException;
import org.aethercreator.worker.WorkerErrorException;
import org.aethercreator.worker.WorkerMemory;
import org.aethercreator.worker.WorkerOptions;
import org.aethercreator.worker.WorkerPart;
import org.jspecify.annotations.Nullable;

/** A worker process with llama.cpp, whose failures are told in this package's terms. */
final class LlamaWorker implements AutoCloseable {
    private static final ByteBuffer NO_PAYLOAD = ByteBuffer.allocate(0);

    /**
     * How often a thread of OpenMP looks for its siblings before it sleeps. libgomp's 300,000 makes a model 50 times
     * slower as soon as other programs want the processors, as in a notebook; this is what libgomp takes itself when it
     * has more threads than processors. SmolLM2-135M, 2 threads on 2 processors, generated tokens/s, 2026-11-24, alone
     * and beside 15 runnable threads: 300,000: 87, 1; 20,000: 79, 1; 5,000: 80, 2; 1,500: 81, 13; 500: 62, 27; 100: 49,
     * 13; no spinning at all: 34, 40.
     */
    private static final String THREAD_SPINS = "1000";

    /** 128 + SIGKILL. */
    private static final int KILLED = 128 + 9;

    private final Worker worker;

    private LlamaWorker(Worker worker) {
        this.worker = worker;
    }

    static LlamaWorker start() throws IOException, InterruptedException {
        WorkerOptions options = WorkerOptions.of(LlamaService.class, Native.class, JsonProperty.class)
                .withEnvironment(environment(System.getenv()));
        try {
            return new LlamaWorker(Worker.start(options));
        } catch (WorkerDiedException e) {
            throw died("starting", e);
        }
    }

    static Map<String, String> environment(Map<String, String> own) {
        Map<String, String> variables = new HashMap<>();
        variables.put("GGML_NO_BACKTRACE", "1"); // an abort would otherwise look for a debugger and let it attach
        if (!own.containsKey("GOMP_SPINCOUNT") && !own.containsKey("OMP_WAIT_POLICY")) {
            variables.put("GOMP_SPINCOUNT", THREAD_SPINS);
        }
        return variables;
    }

    <R> R call(String operation, Object body, Class<R> result, Consumer<WorkerPart> onPart)
            throws IOException, InterruptedException {
        return call(operation, body, NO_PAYLOAD, result, onPart);
    }

    <R> R call(String operation, Object body, ByteBuffer payload, Class<R> result, Consumer<WorkerPart> onPart)
            throws IOException, InterruptedException {
        try {
            return worker.call(operation, body, payload, result, onPart);
        } catch (WorkerErrorException e) {
            switch (e.kind()) {
                case ARGUMENT -> throw new IllegalArgumentException(e.getMessage(), e);
                case INPUT_OUTPUT -> throw new IOException(e.getMessage(), e);
                default -> throw new LlamaCppException(String.valueOf(e.getMessage()), log(), OptionalInt.empty(), e);
            }
        } catch (WorkerDiedException e) {
            throw died(operation, e);
        }
    }

    WorkerMemory memory() {
        try {
            return worker.memory();
        } catch (WorkerDiedException e) {
            throw died("reading its memory figures", e);
        }
    }

    List<String> log() {
        return worker.log();
    }

    long processId() {
        return worker.processId();
    }

    @Override
    public void close() {
        worker.close();
    }

    /** Shows the worker's {@link Messages.Step}s as a stage; its total is known with the first. */
    static Consumer<WorkerPart> showing(Progress progress, String stage, ProgressUnit unit) {
        return new Consumer<>() {
            private @Nullable ProgressStage shown;

            @Override
            public void accept(WorkerPart part) {
                Messages.Step step = part.as(Messages.Step.class);
                if (shown == null) {
                    shown = progress.stage(stage, step.total(), unit);
                }
                shown.to(step.done(), step.detail());
            }
        };
    }

    private static LlamaCppException died(String operation, WorkerDiedException e) {
        String line = e.exitCode() == KILLED ? "" : tellingLine(e.log()); // who is killed has no last words
        String message = "llama.cpp: " + e.getMessage() + " while it was needed for: " + operation + "."
                + (line.isEmpty() ? "" : " Its log says: " + line + ".")
                + " This program is unharmed; to go on, load the model again or repeat the call.";
        return new LlamaCppException(message, e.log(), OptionalInt.of(e.exitCode()), e);
    }

    /** The last line that tells of an error, else the last one that is not the Java machine's crash report. */
    private static String tellingLine(List<String> log) {
        String last = "";
        String lastError = "";
        for (String line : log) {
            if (!line.isBlank() && !line.startsWith("#")) {
                last = line;
                lastError = line.contains("GGML_ASSERT")
                                || line.toLowerCase(Locale.ROOT).contains("error")
                        ? line
                        : lastError;
            }
        }
        return lastError.isEmpty() ? last : lastError;
    }
}
