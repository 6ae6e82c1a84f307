package org.aethercreator.kernel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.aethercreator.kernel.jshell.JavaInterpreter;
import org.aethercreator.kernel.jshell.JavaOptions;
import org.aethercreator.kernel.protocol.ConnectionFile;
import org.aethercreator.kernel.session.Session;

/** This process as a kernel: from the connection file to its exit. */
final class KernelProcess {
    /** How long a running cell and exit hooks of cells may delay the exit: a system property in milliseconds. */
    static final String EXIT_MILLIS = "org.aethercreator.kernel.exitMillis";

    private KernelProcess() {}

    /** Answers front ends until one of them shuts the kernel down, or the process that started it is gone. */
    static void run(Path connectionFile) throws IOException {
        JavaInterpreter.prepareJvm();
        ConnectionFile connection = ConnectionFile.read(connectionFile);
        try (Session session = Session.start(connection, () -> JavaInterpreter.start(JavaOptions.standard()))) {
            exitWithParent();
            session.awaitShutdown();
            haltInTime();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * A kernel that outlives a killed Jupyter would hold its memory for ever. Jupyter names itself in the environment.
     */
    private static void exitWithParent() {
        Optional.ofNullable(System.getenv("JPY_PARENT_PID"))
                .filter(pid -> pid.matches("[0-9]{1,18}"))
                .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)))
                .ifPresent(parent -> inBackground("kernel-parent", () -> {
                    parent.onExit().join();
                    haltInTime();
                    System.exit(1);
                }));
    }

    /** From now on nothing keeps the process alive for longer than a moment. */
    private static void haltInTime() {
        inBackground("kernel-exit", () -> {
            try {
                Thread.sleep(Long.getLong(EXIT_MILLIS, 2_000));
            } catch (InterruptedException e) {
                // Then at once.
            }
            Runtime.getRuntime().halt(1);
        });
    }

    private static void inBackground(String name, Runnable action) {
        Thread thread = new Thread(action, name);
        thread.setDaemon(true);
        thread.start();
    }
}
