package org.aethercreator.kernel.magic;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The kernel as a running cell sees it, see {@link Notebook#kernel}. */
public interface NotebookKernel extends MagicContext {
    /** Adds a magic, in place of one with the same name. */
    void register(Magic magic);

    /** Adds jars and folders to what cells see. Those that are there already stay as they are. */
    void addToClassPath(Collection<Path> jarsAndFolders);

    /**
     * Runs {@code code}, which may contain magics, as a cell would.
     *
     * @return the value of its last expression; {@code null} if it has none
     * @throws Exception what the code throws
     */
    @Nullable
    Object evaluate(String code) throws Exception;

    /**
     * Asks the user for a line.
     *
     * @throws IOException if the front end takes no input
     */
    String readLine(String prompt, boolean password) throws IOException, InterruptedException;
}
