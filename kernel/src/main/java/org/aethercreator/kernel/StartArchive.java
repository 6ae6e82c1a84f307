package org.aethercreator.kernel;

import java.io.IOException;
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

    /** The option with which Java uses {@code archive}. */
    static String option(Path archive) {
        return "-XX:SharedArchiveFile=" + archive;
    }

    /**
     * Makes {@code archive} by a rehearsal: a kernel is started, runs a cell and is shut down.
     *
     * @param command of the kernelspec
     * @return whether it succeeded; without it a kernel starts slower
     */
    static boolean make(List<String> command, Path archive) throws IOException, InterruptedException {
        ConnectionFile connection = ConnectionFile.onFreePorts();
        Path file = Files.createTempFile("kernel-", ".json");
        Process process = null;
        try {
            connection.write(file);
            process = start(command, archive, file);
            try (KernelClient client = KernelClient.connect(connection, PATIENCE)) {
                client.ask(new KernelInfoRequest());
                client.ask(new ExecuteRequest("1 + 1", false, true, Map.of(), false, true));
                client.ask(new CompleteRequest("String.val", "String.val".length()));
                client.ask(new ShutdownRequest(false));
            }
            if (process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS) && process.exitValue() == 0) {
                return Files.exists(archive);
            }
            Files.deleteIfExists(archive);
            return false;
        } catch (IOException e) {
            Files.deleteIfExists(archive);
            return false;
        } finally {
            if (process != null) {
                process.destroyForcibly();
            }
            Files.deleteIfExists(file);
        }
    }

    private static Process start(List<String> command, Path archive, Path connectionFile) throws IOException {
        List<String> words = new ArrayList<>();
        for (String word : command) {
            words.add(word.replace("{connection_file}", connectionFile.toString()));
        }
        words.addAll(
                1,
                List.of(
                        "-XX:ArchiveClassesAtExit=" + archive,
                        "-D" + KernelProcess.EXIT_MILLIS + "=" + PATIENCE.toMillis()));
        return new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
