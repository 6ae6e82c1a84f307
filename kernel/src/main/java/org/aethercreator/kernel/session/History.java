package org.aethercreator.kernel.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The cells that ran. Lists are oldest first. Implementations are safe for use by several threads. */
interface History {
    /** @param output the value of the cell as plain text, or {@code null} */
    void add(int line, String input, @Nullable String output);

    /**
     * @param session 0 for the running one, -1 for the one before; a positive number as {@link Entry} has it
     * @param start first line
     * @param stop line to stop before, or {@code null} for all from {@code start} on
     */
    List<Entry> range(int session, int start, @Nullable Integer stop);

    /** The newest {@code n}; all if it is {@code null}. */
    List<Entry> tail(@Nullable Integer n);

    /**
     * The newest {@code n} whose input matches.
     *
     * @param glob with {@code *} and {@code ?}
     * @param unique whether only the newest of equal inputs is given
     */
    List<Entry> search(String glob, @Nullable Integer n, boolean unique);

    /**
     * One cell.
     *
     * @param session number of the kernel's run, from 1
     * @param line execution count
     */
    record Entry(
            int session, int line, String input, @Nullable String output) {}
}
