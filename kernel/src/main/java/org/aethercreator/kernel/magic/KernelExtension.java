package org.aethercreator.kernel.magic;

import java.util.List;
import org.aethercreator.kernel.display.Renderers;

/**
 * Adds magics, renderers and default imports to a kernel. Found through {@link java.util.ServiceLoader} on the class
 * path at start, and in jars that are added later.
 */
public interface KernelExtension {
    /** The magics to add. */
    List<Magic> magics();

    /** Registers renderers of its types. */
    void registerRenderers(Renderers renderers);

    /** Import declarations that cells start with, such as {@code import tech.tablesaw.api.*;}. */
    List<String> imports();

    /** Packages, with those below them, that cells may see of the extension's jars; all other packages stay hidden. */
    List<String> visiblePackages();
}
