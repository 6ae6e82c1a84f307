package org.aethercreator.llamacpp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What this process's workers leave to be seen from outside. */
public final class Workers {
    private Workers() {}

    /** Worker processes that live. */
    public static List<ProcessHandle> ofThisProcess() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains("org.aethercreator.worker.WorkerMain"))
                .toList();
    }

    /** Private folders of workers of this process. */
    public static List<Path> folders() throws IOException {
        return folders(ProcessHandle.current().pid());
    }

    /** Private folders of workers of another process. */
    public static List<Path> folders(long processId) throws IOException {
        try (Stream<Path> children = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return children.filter(child ->
                            child.getFileName().toString().startsWith("aethercreator-worker-" + processId + "-"))
                    .toList();
        }
    }
}
