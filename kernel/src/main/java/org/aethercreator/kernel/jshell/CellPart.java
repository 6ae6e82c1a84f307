package org.aethercreator.kernel.jshell;

import org.jspecify.annotations.Nullable;

/** A piece of a cell: Java, or the use of a magic. {@code offset} is where it begins in the cell. */
sealed interface CellPart {
    int offset();

    /** Java source, of any number of snippets. */
    record Java(String source, int offset) implements CellPart {}

    /**
     * {@code %name arguments}, or {@code target = %name arguments}.
     *
     * @param target what stands before the equals sign, such as {@code List<String> jars}
     */
    record LineMagic(
            String name, String arguments, @Nullable String target, int offset) implements CellPart {}

    /** {@code %%name arguments} and the lines below it. */
    record CellMagic(String name, String arguments, String body, int offset) implements CellPart {}
}
