package org.aethercreator.kernel;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes a kernelspec that needs nothing but the running Java: the jars of the class path are copied into it. */
@Command(
        name = "install",
        description = {
            "Makes the kernel known to Jupyter.",
            "",
            "An earlier installation of this kernel under the same name is replaced; running kernels are not disturbed."
                    + " A kernel of another origin is replaced with --force only."
        },
        mixinStandardHelpOptions = true,
        versionProvider = KernelMain.Version.class)
final class InstallCommand implements Callable<Integer> {
    private static final String NAME = "aethercreator";

    @ArgGroup
    private Place place = new Place();

    @Option(names = "--name", defaultValue = NAME, description = "How Jupyter refers to it. Default: ${DEFAULT-VALUE}")
    private String name = NAME;

    @Option(
            names = "--display-name",
            description = "What menus show. Default: AetherCreator (Java VERSION), with the running Java's")
    private @Nullable String displayName;

    @Option(
            names = "--jvm-option",
            paramLabel = "OPTION",
            description = "For the kernel's Java, such as -Xmx8g; can be repeated.")
    private List<String> jvmOptions = new ArrayList<>();

    @Option(names = "--force", description = "Replaces a kernel of another origin, too.")
    private boolean force;

    @Option(
            names = "--no-archive",
            description = "Skips the rehearsal that makes kernels start faster; it takes some seconds.")
    private boolean noArchive;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /** For whom it is installed. */
    static final class Place {
        @SuppressWarnings("UnusedVariable") // what happens without the others; there to be said
        @Option(names = "--user", description = "For this user; the default.")
        private boolean user;

        @Option(names = "--sys-prefix", description = "Into the active Python environment.")
        private boolean sysPrefix;

        @Option(
                names = "--prefix",
                paramLabel = "FOLDER",
                description = "Into the Python installation or environment there (Python's sys.prefix).")
        private @Nullable Path prefix;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!name.matches("[A-Za-z0-9._-]+")) {
            throw new ParameterException(
                    spec.commandLine(),
                    "The name of a kernel is \"" + name
                            + "\", but may have letters, digits, dots, hyphens and underscores only.");
        }
        JavaRuntime java = JavaRuntime.running();
        java.requireShell();
        java.requireOptions(jvmOptions);
        Path folder = kernels().resolve(name);
        String shown = displayName == null ? "AetherCreator (Java " + java.feature() + ")" : displayName;
        String done = Files.exists(folder) ? "Replaced" : "Installed";
        KernelSpec kernel = new KernelSpec(shown, java, jvmOptions);
        int jars = kernel.install(folder, force);
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "%s \"%s\" in %s: %d jars, run by Java %s in %s.%n",
                done, shown, folder, jars, java.version(), java.home());
        if (!noArchive) {
            out.println("Rehearsing a start, so that kernels start faster ...");
            out.println(kernel.addStartArchive(folder) ? "Done." : "That failed; kernels start a second slower.");
        }
        out.printf(
                "Next: start \"jupyter lab\" and choose it from the launcher, or \"jupyter console --kernel %s\".%n",
                name);
        return 0;
    }

    private Path kernels() throws IOException {
        JupyterFolders folders = JupyterFolders.ofThisProcess();
        if (place.prefix != null) {
            return folders.of(place.prefix.toAbsolutePath().normalize());
        }
        return place.sysPrefix ? folders.sysPrefix() : folders.user();
    }
}
