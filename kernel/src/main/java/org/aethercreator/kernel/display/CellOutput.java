package org.aethercreator.kernel.display;

/** The output area of the cell that is running. Safe for use by several threads. */
public interface CellOutput {
    /** Shows {@code bundle} below what is there; returns the id by which it can be updated. */
    String display(MimeBundle bundle);

    /** Shows {@code bundle} in place of what {@link #display} showed under {@code displayId}. */
    void update(String displayId, MimeBundle bundle);

    /** Writes to the cell's standard output. */
    void print(String text);
}
