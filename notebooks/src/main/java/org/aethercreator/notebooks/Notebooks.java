package org.aethercreator.notebooks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.aethercreator.hub.SampleModel;

/**
 * Starts what a checkout of the project offers: the quickstart, JupyterLab, an installation into a given Jupyter. Maven
 * runs this in its own process, and shows the message of an exception.
 */
public final class Notebooks {
    private static final String QUICKSTART = "01-quickstart.ipynb";

    private final ProjectFolders folders;
    private final PrintStream console = System.out;

    private Notebooks(ProjectFolders folders) {
        this.folders = folders;
    }

    /**
     * Runs {@code FOLDER quickstart}, {@code FOLDER lab}, or {@code FOLDER install PREFIX}, where FOLDER is that of the
     * module {@code notebooks} and PREFIX is Python's {@code sys.prefix}.
     *
     * @throws NotebookFailedException if a cell of the quickstart fails
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> words = List.of(arguments);
        Notebooks notebooks = new Notebooks(new ProjectFolders(Path.of(words.get(0))));
        switch (words.get(1)) {
            case "quickstart" -> notebooks.quickstart();
            case "lab" -> notebooks.lab();
            case "install" -> notebooks.install(Path.of(words.get(2)));
            default ->
                throw new IllegalArgumentException(
                        "There is no command \"" + words.get(1) + "\": it is quickstart, lab or install.");
        }
    }

    /** Executes the first notebook in the private environment, and prints its result. */
    private void quickstart() throws IOException, InterruptedException {
        JupyterEnvironment environment = prepare();
        console.println("Executing " + QUICKSTART);
        ExecutedNotebook notebook = new NotebookRunner(environment, folders, console).run(QUICKSTART);
        notebook.resultTable().ifPresent(table -> console.printf("%n%s%n%n", table.stripTrailing()));
        console.println("The executed notebook: " + notebook.file());
        console.println(
                "The same as a web page: " + notebook.file().resolveSibling(QUICKSTART.replace(".ipynb", ".html")));
    }

    /** Opens JupyterLab of the private environment on the notebooks themselves, and waits until it ends. */
    private void lab() throws IOException, InterruptedException {
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
        environment
                .python(folders.notebooks(), arguments.toArray(String[]::new))
                .require(console);
    }

    /** Installs the kernel into an existing Jupyter, and fetches the tutorials' model. */
    private void install(Path prefix) throws IOException, InterruptedException {
        JupyterEnvironment.at(prefix, console).installKernel(folders.kernelClassPath());
        fetchModel();
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
}
