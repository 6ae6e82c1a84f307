package org.aethercreator.notebooks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.aethercreator.hub.SampleModel;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts what a checkout of the project offers: the quickstart, JupyterLab, an installation into a given Jupyter. */
@Command(name = "notebooks", description = "Runs the notebooks of AetherCreator's sources.")
public final class Notebooks {
    private static final String QUICKSTART = "01-quickstart.ipynb";

    private final ProjectFolders folders = ProjectFolders.current();
    private final PrintStream console = System.out;

    private Notebooks() {}

    @Command(description = "Executes 01-quickstart.ipynb in a private Jupyter environment and prints its result.")
    int quickstart() throws IOException, InterruptedException {
        JupyterEnvironment environment = prepare();
        console.println("Executing " + QUICKSTART);
        ExecutedNotebook notebook = new NotebookRunner(environment, folders, console).run(QUICKSTART);
        notebook.resultTable().ifPresent(table -> console.printf("%n%s%n%n", table.stripTrailing()));
        console.println("The executed notebook: " + notebook.file());
        console.println(
                "The same as a web page: " + notebook.file().resolveSibling(QUICKSTART.replace(".ipynb", ".html")));
        return 0;
    }

    @Command(description = "Opens JupyterLab on the notebooks, in a private Jupyter environment.")
    int lab() throws IOException, InterruptedException {
        JupyterEnvironment environment = prepare();
        List<String> arguments = new ArrayList<>(List.of(
                "-m",
                "jupyterlab",
                "--ServerApp.root_dir=" + folders.notebooks(),
                "--ServerApp.answer_yes=True")); // Ctrl-C ends it at once
        if (System.getProperty("user.name").equals("root")) {
            arguments.add("--allow-root"); // in containers
        }
        if (Files.isRegularFile(folders.notebooks().resolve(QUICKSTART))) {
            arguments.add(QUICKSTART);
        }
        console.println("Opening JupyterLab on " + folders.notebooks() + "; Ctrl-C ends it");
        return environment
                .python(folders.notebooks(), arguments.toArray(String[]::new))
                .run(console);
    }

    @Command(description = "Installs the kernel into the Jupyter environment at PREFIX, and fetches the model.")
    int install(@Option(names = "--prefix", required = true, description = "Python's sys.prefix") Path prefix)
            throws IOException, InterruptedException {
        JupyterEnvironment.at(prefix, console).installKernel(folders.kernelClassPath());
        fetchModel();
        return 0;
    }

    private JupyterEnvironment prepare() throws IOException, InterruptedException {
        JupyterEnvironment environment = JupyterEnvironment.create(folders.jupyter(), console);
        environment.install(folders.requirements());
        environment.installKernel(folders.kernelClassPath());
        fetchModel();
        return environment;
    }

    private void fetchModel() throws IOException, InterruptedException {
        console.println("Model: " + SampleModel.SMOLLM2_135M_INSTRUCT.fetch(new ConsoleProgress(console)));
    }

    /** Runs the command that the arguments name; an error is shown as its message alone. */
    public static void main(String[] arguments) {
        CommandLine commandLine = new CommandLine(new Notebooks())
                .setExecutionExceptionHandler((exception, line, result) -> {
                    if (!(exception instanceof InterruptedException)) { // whoever pressed Ctrl-C knows
                        System.err.println(exception.getMessage());
                    }
                    return 1;
                });
        System.exit(commandLine.execute(arguments));
    }
}
