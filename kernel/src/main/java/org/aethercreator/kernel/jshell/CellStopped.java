package org.aethercreator.kernel.jshell;

/** Unwinds a thread of an interrupted cell. An error, so that {@code catch (Exception e)} in a loop lets it pass. */
final class CellStopped extends Error {
    private static final long serialVersionUID = 1L;

    CellStopped() {
        super("The cell was interrupted.");
    }
}
