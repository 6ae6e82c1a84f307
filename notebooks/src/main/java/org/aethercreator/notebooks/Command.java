package org.aethercreator.notebooks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A program to run to its end, without input.
 *
 * @param environment changes the variables that it inherits
 */
record Command(Path workingFolder, Consumer<Map<String, String>> environment, List<String> words) {
    Command {
        workingFolder = workingFolder.toAbsolutePath();
        words = List.copyOf(words);
    }

    /** A program that runs in the current folder, with the current environment. */
    static Command of(String... words) {
        return new Command(Path.of(""), variables -> {}, List.of(words));
    }

    /**
     * Runs it, both of its outputs going to {@code output}, and returns its exit status. It does not outlive this
     * thread's wait, nor this process.
     *
     * @throws InterruptedException also if this process is ending, after Ctrl-C
     */
    int run(OutputStream output) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(words).directory(workingFolder.toFile()).redirectErrorStream(true);
        environment.accept(builder.environment());
        Process process = builder.start();
        Thread end = new Thread(() -> end(process));
        Runtime.getRuntime().addShutdownHook(end);
        try {
            int status = relay(process, output);
            if (end.getState() == Thread.State.NEW) {
                return status;
            }
        } catch (IOException e) {
            if (end.getState() == Thread.State.NEW) {
                throw e;
            }
        } finally {
            process.destroy();
            takeOff(end);
        }
        throw new InterruptedException("This process is ending");
    }

    private static int relay(Process process, OutputStream output) throws IOException, InterruptedException {
        try (InputStream processOutput = process.getInputStream()) {
            process.getOutputStream().close();
            processOutput.transferTo(output);
            return process.waitFor();
        }
    }

    private static void takeOff(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // This process is ending: the hook runs.
        }
    }

    /** Runs it, and expects that it succeeds. */
    void require(OutputStream output) throws IOException, InterruptedException {
        int status = run(output);
        if (status != 0) {
            throw failure(status);
        }
    }

    /** Runs it, expects that it succeeds, and returns what it printed. */
    String output() throws IOException, InterruptedException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        int status = run(output);
        String printed = output.toString(StandardCharsets.UTF_8).strip();
        if (status != 0) {
            throw new IOException(failure(status).getMessage() + "\n" + printed);
        }
        return printed;
    }

    private IOException failure(int status) {
        return new IOException("This command ended with status " + status + ": " + String.join(" ", words));
    }

    // After Ctrl-C: the program ends first, so that nothing of it is left when the prompt is back.
    private static void end(Process process) {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
