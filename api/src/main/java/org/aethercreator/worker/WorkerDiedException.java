package org.aethercreator.worker;

import java.util.List;

/** The worker process ended while it was needed. */
public final class WorkerDiedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;
    private final transient List<String> log;

    WorkerDiedException(int exitCode, List<String> log) {
        super("the worker process " + describe(exitCode));
        this.exitCode = exitCode;
        this.log = List.copyOf(log);
    }

    /** As the operating system's shell shows it: 128 + n for signal n. */
    public int exitCode() {
        return exitCode;
    }

    /** The last lines that the process wrote, oldest first. */
    public List<String> log() {
        return log;
    }

    private static String describe(int exitCode) {
        return switch (exitCode) {
            case 128 + 4 -> "was ended by SIGILL (an instruction that this processor does not have)";
            case 128 + 6 -> "was ended by SIGABRT (native code found an error and gave up)";
            case 128 + 7 -> "was ended by SIGBUS (a file in use became shorter, or its disk failed)";
            case 128 + 9 -> "was ended by SIGKILL (another program killed it, or memory ran out)";
            case 128 + 11 -> "was ended by SIGSEGV (native code used memory that is not its own)";
            case 128 + 15 -> "was ended by SIGTERM (another program asked it to end)";
            default -> "ended with exit code " + exitCode;
        };
    }
}
