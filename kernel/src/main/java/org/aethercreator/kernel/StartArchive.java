package org.aethercreator.kernel;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.aethercreator.kernel.channel.KernelClient;
import org.aethercreator.kernel.protocol.CompleteRequest;
import org.aethercreator.kernel.protocol.ConnectionFile;
import org.aethercreator.kernel.protocol.ExecuteRequest;
import org.aethercreator.kernel.protocol.KernelInfoRequest;
import org.aethercreator.kernel.protocol.ShutdownRequest;

/**
 * The classes of a kernel's start, parsed and verified ahead (a class-data archive): it saves a third of the time to
 * the first cell. Java ignores an archive that another build of Java made, or that was made from other jars, without a
 * word.
 */
final class StartArchive {
    /** For a loaded machine; it takes some seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private StartArchive() {}

    /** The options with which Java uses {@code archive}, or else says nothing. */
    static List<String> options(Path archive) {
        return List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds*=off");
    }

    /**
     * Makes {@code archive} by a rehearsal: a kernel is started, runs a cell and is shut down.
     *
     * @param command of the kernelspec
     * @return whether it succeeded; without it a kernel starts slower
     */
    static boolean make(List<String> command, Path archive) throws IOException, InterruptedException {
        // Java crashes on an archive that a full disk cut off, so a new one is tried out.
        if (rehearse(command, archive) && succeeds(start(command, options(archive), "--version"))) {
            return true;
        }
        Files.deleteIfExists(archive);
        return false;
    }

    private static boolean rehearse(List<String> command, Path archive) throws IOException, InterruptedException {
        ConnectionFile connection = ConnectionFile.onFreePorts();
        Path file = Files.createTempFile("kernel-", ".json");
        try {
            connection.write(file);
            List<String> record = List.of(
                    "-XX:ArchiveClassesAtExit=" + archive,
                    "-D" + KernelProcess.EXIT_MILLIS + "=" + PATIENCE.toMillis());
            Process process = start(command, record, file.toString());
            try (KernelClient client = KernelClient.connect(connection, PATIENCE)) {
                client.ask(new KernelInfoRequest());
                client.ask(new ExecuteRequest("1 + 1", false, true, Map.of(), false, true));
                client.ask(new CompleteRequest("String.val", "String.val".length()));
                client.ask(new ShutdownRequest(false));
                return succeeds(process);
            } finally {
                process.destroyForcibly();
            }
        } catch (SocketTimeoutException e) {
            return false;
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static boolean succeeds(Process process) throws InterruptedException {
        try {
            return process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS) && process.exitValue() == 0;
        } finally {
            process.destroyForcibly();
        }
    }

    private static Process start(List<String> command, List<String> options, String argument) throws IOException {
        List<String> words = new ArrayList<>();
        for (String word : command) {
            words.add(word.replace("{connection_file}", argument));
        }
        words.addAll(1, options);
        return new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
