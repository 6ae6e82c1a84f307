package org.aethercreator.notebooks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Executes notebooks in a Jupyter environment, in copies: the sources stay as they are. */
public final class NotebookRunner {
    private final JupyterEnvironment environment;
    private final ProjectFolders folders;
    private final PrintStream console;

    /** @param console gets one line a cell */
    public NotebookRunner(JupyterEnvironment environment, ProjectFolders folders, PrintStream console) {
        this.environment = environment;
        this.folders = folders;
        this.console = console;
    }

    /**
     * Executes one of the project's notebooks in {@link ProjectFolders#executed}, where the copy is left with its
     * outputs, as {@code .ipynb} and {@code .html}.
     *
     * @param name such as {@code 01-quickstart.ipynb}
     * @throws NotebookFailedException if a cell fails; cell and error are on the console, and in the copy
     */
    public ExecutedNotebook run(String name) throws IOException, InterruptedException {
        return run(folders.notebooks().resolve(name), folders.executed().resolve(name), List.of());
    }

    /**
     * Executes {@code source} in the folder of {@code target}.
     *
     * @param options of {@code run_notebook.py}
     */
    public ExecutedNotebook run(Path source, Path target, List<String> options)
            throws IOException, InterruptedException {
        Files.createDirectories(target.toAbsolutePath().getParent());
        List<String> arguments =
                new ArrayList<>(List.of(folders.runNotebookScript().toString(), source.toString(), target.toString()));
        arguments.addAll(options);
        int status = environment
                .python(Path.of(""), arguments.toArray(String[]::new))
                .run(console);
        if (status != 0) {
            throw new NotebookFailedException(target);
        }
        return ExecutedNotebook.read(target);
    }
}
