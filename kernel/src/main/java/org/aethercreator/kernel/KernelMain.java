package org.aethercreator.kernel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line of the kernel: {@code install} writes a kernelspec, and Jupyter starts a kernel through it. */
@Command(
        name = "aethercreator-kernel",
        description = "A Jupyter kernel for Java.",
        subcommands = InstallCommand.class,
        mixinStandardHelpOptions = true,
        versionProvider = KernelMain.Version.class)
public final class KernelMain implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "CONNECTION_FILE",
            description = "Written by Jupyter, which starts a kernel with it.")
    private @Nullable Path connectionFile;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private KernelMain() {}

    public static void main(String[] arguments) {
        boolean startsKernel = arguments.length == 1 && arguments[0].endsWith(".json");
        // A kernel starts without the command line's library, which takes longer than binding all sockets.
        System.exit(
                startsKernel ? runKernel(Path.of(arguments[0])) : commandLine().execute(arguments));
    }

    /** Errors of disk and network are for the user: their message is shown alone. */
    static CommandLine commandLine() {
        return new CommandLine(new KernelMain()).setExecutionExceptionHandler((e, commandLine, parsed) -> {
            if (!(e instanceof IOException)) {
                throw e;
            }
            commandLine.getErr().println(e.getMessage());
            return 1;
        });
    }

    @Override
    public Integer call() {
        if (connectionFile != null) {
            return runKernel(connectionFile);
        }
        spec.commandLine().usage(spec.commandLine().getErr());
        return 2;
    }

    private static int runKernel(Path connectionFile) {
        try {
            KernelProcess.run(connectionFile);
            return 0;
        } catch (IOException | IllegalArgumentException e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }

    static final class Version implements CommandLine.IVersionProvider {
        /** As in the manifest of the jar; a build that is no jar has none. */
        static String text() {
            return Objects.requireNonNullElse(KernelMain.class.getPackage().getImplementationVersion(), "development");
        }

        @Override
        public String[] getVersion() {
            return new String[] {text()};
        }
    }
}
