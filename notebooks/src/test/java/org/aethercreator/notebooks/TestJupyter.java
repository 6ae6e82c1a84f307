package org.aethercreator.notebooks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The Jupyter environment of the tests: the one of the quickstart, with the packages of {@code test-requirements.txt}
 * added and the kernel as it was just built.
 */
final class TestJupyter {
    static final ProjectFolders FOLDERS = new ProjectFolders(Path.of("")); // where Maven runs tests

    /** The name under which the kernel is installed. */
    static final String KERNEL = "aethercreator";

    private static final Map<String, ExecutedNotebook> EXECUTED = new HashMap<>();
    private static final Map<String, LabPage> LOOKED_AT = new HashMap<>();

    private static JupyterEnvironment environment;

    private TestJupyter() {}

    /** Made once in a run of the tests. */
    static synchronized JupyterEnvironment environment() throws IOException, InterruptedException {
        if (environment == null) {
            environment = JupyterEnvironment.create(FOLDERS.jupyter(), System.out);
            environment.install(FOLDERS.requirements());
            environment.install(FOLDERS.notebooks().resolve("src/test/python/test-requirements.txt"));
            environment.installKernel(FOLDERS.kernelClassPath());
        }
        return environment;
    }

    /**
     * One of the project's notebooks, executed as by the quickstart, once for all tests. The hub cannot be reached;
     * {@link HubCacheOfTests} is what was downloaded from it.
     */
    static synchronized ExecutedNotebook run(String name) throws IOException, InterruptedException {
        ExecutedNotebook notebook = EXECUTED.get(name);
        if (notebook == null) {
            Path hub = HubCacheOfTests.prepare(FOLDERS.notebooks().resolve("target/hugging-face"));
            JupyterEnvironment offline =
                    environment().with("HF_HOME", hub.toString()).with("HF_HUB_OFFLINE", "1");
            notebook = new NotebookRunner(offline, FOLDERS, System.out).run(name);
            EXECUTED.put(name, notebook);
        }
        return notebook;
    }

    /** The first code cell whose source begins with {@code start}. */
    static ExecutedCell cell(ExecutedNotebook notebook, String start) {
        return notebook.cells().stream()
                .filter(cell -> cell.source().startsWith(start))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no cell starts with " + start));
    }

    /**
     * The same notebook as JupyterLab shows it, looked at once for all tests. The picture is kept under
     * {@code target/pictures}.
     */
    static synchronized LabPage look(String name) throws IOException, InterruptedException {
        LabPage page = LOOKED_AT.get(name);
        if (page == null) {
            Path pictures = FOLDERS.notebooks().resolve("target/pictures");
            page = LabPage.of(run(name).file(), pictures.resolve(name.replace(".ipynb", ".png")));
            LOOKED_AT.put(name, page);
        }
        return page;
    }

    /**
     * Runs cells on one kernel, in {@code folder}. A cell that fails does not stop the next: errors are outputs.
     *
     * @return the cells, in order
     */
    static List<ExecutedCell> runCells(Path folder, String... sources) throws IOException, InterruptedException {
        return runCells(environment(), KERNEL, folder, sources);
    }

    /** The same on the kernel named {@code kernel} of {@code environment}. */
    static List<ExecutedCell> runCells(JupyterEnvironment environment, String kernel, Path folder, String... sources)
            throws IOException, InterruptedException {
        Path source = write(folder.resolve("cells.ipynb"), sources);
        List<String> options = List.of("--kernel", kernel, "--keep-going", "--timeout", "120");
        return new NotebookRunner(environment, FOLDERS, System.out)
                .run(source, folder.resolve("cells-executed.ipynb"), options)
                .cells();
    }

    /** Writes a notebook of code cells to {@code file}. */
    static Path write(Path file, String... sources) throws IOException {
        ObjectMapper json = new ObjectMapper();
        ObjectNode notebook = json.createObjectNode().put("nbformat", 4).put("nbformat_minor", 5);
        notebook.putObject("metadata")
                .putObject("kernelspec")
                .put("name", KERNEL)
                .put("display_name", KERNEL);
        ArrayNode cells = notebook.putArray("cells");
        for (String source : sources) {
            ObjectNode cell = cells.addObject().put("cell_type", "code").put("id", "cell-" + cells.size());
            cell.putNull("execution_count").put("source", source);
            cell.putObject("metadata");
            cell.putArray("outputs");
        }
        json.writeValue(file.toFile(), notebook);
        return file;
    }
}
