package org.aethercreator.kernel.jshell;

/**
 * Where a snippet stands.
 *
 * @param name of the cell or file, as shown in errors: {@code Cell In[5]}
 * @param text of the whole cell
 * @param offset of the snippet's first character in {@code text}
 * @param inserted what the snippet has that the cell has not
 */
record CellOrigin(String name, String text, int offset, Insertion inserted) {

    /** A text that was put into a snippet before it was compiled. */
    record Insertion(int position, int length) {
        static final Insertion NONE = new Insertion(0, 0);
    }

    /** Of a snippet that is the whole cell. */
    static CellOrigin of(String name, String text) {
        return new CellOrigin(name, text, 0, Insertion.NONE);
    }

    CellOrigin withOffset(int newOffset) {
        return new CellOrigin(name, text, newOffset, inserted);
    }

    CellOrigin withInserted(Insertion insertion) {
        return new CellOrigin(name, text, offset, insertion);
    }

    /** Whether the cell has nothing at a position in the snippet. */
    boolean isInserted(long position) {
        return position >= inserted.position && position < inserted.position + inserted.length;
    }

    /** Where in the cell a position in the snippet is. */
    int inCell(int position) {
        int own = position <= inserted.position ? position : Math.max(inserted.position, position - inserted.length);
        return Math.min(offset + own, text.length());
    }

    /** The line in the cell, from 1, of a position in the snippet. */
    int line(int position) {
        return Text.lineAt(text, inCell(position));
    }
}
