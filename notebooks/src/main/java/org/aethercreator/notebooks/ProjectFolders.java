package org.aethercreator.notebooks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Where things lie in a checkout of the project.
 *
 * @param notebooks the folder of the module {@code notebooks}
 */
public record ProjectFolders(Path notebooks) {
    public ProjectFolders {
        notebooks = notebooks.toAbsolutePath().normalize();
        if (!Files.isRegularFile(notebooks.resolve("src/main/python/run_notebook.py"))) {
            throw new IllegalArgumentException(notebooks + " is not the folder notebooks of AetherCreator's sources.");
        }
    }

    /** The pinned packages of the Jupyter environment. */
    public Path requirements() {
        return notebooks.resolveSibling("binder").resolve("requirements.txt");
    }

    /** The script that executes notebooks. */
    public Path runNotebookScript() {
        return notebooks.resolve("src/main/python/run_notebook.py");
    }

    /** The private Jupyter environment. */
    public Path jupyter() {
        return notebooks.resolve("target/jupyter");
    }

    /** Where copies of the notebooks are executed; what they write lies there, too. */
    public Path executed() {
        return notebooks.resolve("target/executed");
    }

    /**
     * The class path of the kernel with its magics: jars only, separated as on this system.
     *
     * @throws NoSuchFileException if the project has not been packaged
     */
    public String kernelClassPath() throws IOException {
        Path file = notebooks.resolve("target/kernel.classpath");
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(
                    file.toString(),
                    null,
                    "the project has not been built; run \"mvn package\" in its root folder first");
        }
        return Files.readString(file).strip();
    }
}
