package org.aethercreator.notebooks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A Python environment with Jupyter in it. What runs in it reads no Jupyter settings and kernels of the user's, and
 * writes none: its configuration, data and run-time files lie inside.
 */
public final class JupyterEnvironment {
    /** JupyterLab asks nobody for news and updates, nor the user whether it may. */
    private static final String LAB_SETTINGS = """
            {"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": false}}
            """;

    private final Path prefix;
    private final PrintStream console;
    private final Map<String, String> variables;

    private JupyterEnvironment(Path prefix, PrintStream console, Map<String, String> variables) {
        this.prefix = prefix.toAbsolutePath();
        this.console = console;
        this.variables = Map.copyOf(variables);
    }

    /** The environment that exists at {@code prefix}, which is Python's {@code sys.prefix}. */
    public static JupyterEnvironment at(Path prefix, PrintStream console) {
        return new JupyterEnvironment(prefix, console, Map.of());
    }

    /**
     * A virtual environment at {@code prefix}, made by the {@code python3} of the search path. One that is there
     * already is used again, unless it was made by another Python or for another folder.
     */
    public static JupyterEnvironment create(Path prefix, PrintStream console) throws IOException, InterruptedException {
        JupyterEnvironment environment = new JupyterEnvironment(prefix, console, Map.of());
        String python = Command.of("python3", "-c", "import sys; print(sys.executable, sys.version)")
                .output();
        Stamp made = new Stamp(environment.prefix.resolve("made-by"), python + "\n" + environment.prefix);
        if (!made.isCurrent()) {
            console.println("Making a Python environment in " + environment.prefix);
            Command.of("python3", "-m", "venv", "--clear", environment.prefix.toString())
                    .require(console);
            made.write();
        }
        Files.createDirectories(environment.settings());
        Path lab = Files.createDirectories(environment.prefix.resolve("share/jupyter/lab/settings"));
        Files.writeString(lab.resolve("overrides.json"), LAB_SETTINGS);
        return environment;
    }

    /** The same environment, in which one more environment variable is set. */
    public JupyterEnvironment with(String variable, String value) {
        Map<String, String> more = new HashMap<>(variables);
        more.put(variable, value);
        return new JupyterEnvironment(prefix, console, more);
    }

    /** Installs the packages of a requirements file, unless its content is what was installed under its name before. */
    public void install(Path requirements) throws IOException, InterruptedException {
        Stamp installed =
                new Stamp(prefix.resolve(requirements.getFileName() + ".installed"), Files.readString(requirements));
        if (!installed.isCurrent()) {
            console.println("Installing the Python packages of " + requirements);
            python(Path.of(""), "-m", "pip", "install", "--quiet", "--no-input", "-r", requirements.toString())
                    .require(console);
            installed.write();
        }
    }

    /** Installs the kernel, which copies its jars from {@code classPath}. */
    public void installKernel(String classPath) throws IOException, InterruptedException {
        console.println("Installing the kernel into " + prefix);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String main = "org.aethercreator.kernel.KernelMain";
        Command.of(java, "-classpath", classPath, main, "install", "--prefix", prefix.toString())
                .output();
    }

    /** This environment's Python, about to run in {@code workingFolder}. */
    Command python(Path workingFolder, String... arguments) {
        String python = prefix.resolve("bin/python").toString();
        return program(
                workingFolder,
                Stream.concat(Stream.of(python), Arrays.stream(arguments)).toList());
    }

    /** A program about to run in {@code workingFolder}, for which {@code python} is this environment's. */
    Command program(Path workingFolder, List<String> words) {
        return new Command(workingFolder, this::makePrivate, words);
    }

    private Path settings() {
        return prefix.resolve("settings");
    }

    private void makePrivate(Map<String, String> inherited) {
        inherited.keySet().removeIf(name -> name.matches("PYTHON(PATH|HOME)|(JUPYTER|IPYTHON).*"));
        inherited.put("PYTHONNOUSERSITE", "1");
        inherited.put("PYTHONUNBUFFERED", "1");
        inherited.put("PIP_DISABLE_PIP_VERSION_CHECK", "1");
        inherited.put("JUPYTER_PREFER_ENV_PATH", "1");
        inherited.put("JUPYTER_CONFIG_DIR", settings().resolve("config").toString());
        inherited.put("JUPYTER_DATA_DIR", settings().resolve("data").toString());
        inherited.put("JUPYTER_RUNTIME_DIR", settings().resolve("runtime").toString());
        inherited.put("IPYTHONDIR", settings().resolve("ipython").toString());
        inherited.merge("PATH", prefix.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
        inherited.putAll(variables);
    }
}
