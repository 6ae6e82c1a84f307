package org.aethercreator.kernel.jshell;

/**
 * Where a snippet stands.
 *
 * @param name of the cell or file, as shown in errors: {@code Cell In[5]}
 * @param text of the whole cell
 * @param offset of the snippet's first character in {@code text}
 */
record CellOrigin(String name, String text, int offset) {

    String fileName() {
        return name;
    }

    /** The line in the cell, from 1, of a position in the snippet. */
    int line(int position) {
        return Text.lineAt(text, Math.min(offset + position, text.length()));
    }
}
