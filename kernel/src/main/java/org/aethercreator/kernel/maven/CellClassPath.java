package org.aethercreator.kernel.maven;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** The jars and folders that cells see. */
public interface CellClassPath {
    /** Adds those that are not there yet, and returns them. */
    List<Path> add(Collection<Path> jarsAndFolders);

    /** All that were added, in the order in which they are searched. */
    List<Path> entries();
}
