package org.aethercreator.kernel.magic;

import java.nio.file.Path;
import java.util.Optional;
import org.aethercreator.kernel.display.CellOutput;
import org.aethercreator.kernel.display.Renderers;

/** What a magic can do in the session that runs it. */
public interface MagicContext {
    /** The output area of the running cell. */
    CellOutput output();

    /** How values are shown. */
    Renderers renderers();

    /** The value of a variable of the notebook; empty if there is none of that name or it is {@code null}. */
    Optional<Object> variable(String name);

    /**
     * Declares a variable of the notebook, in place of one with the same name.
     *
     * @param type as Java source with qualified names, such as {@code java.util.List<java.lang.String>}
     * @throws MagicException if {@code name} is no Java identifier
     */
    void assign(String name, String type, Object value);

    /** The folder against which relative paths are resolved: the notebook's. */
    Path workingFolder();
}
