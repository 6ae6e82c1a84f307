package org.aethercreator.kernel.session;

import java.io.IOException;
import java.io.OutputStream;
import org.aethercreator.kernel.display.CellOutput;

/**
 * The output and input of one cell, also for its threads that outlive it. Writing blocks while a front end is far
 * behind; nothing is dropped, except to a front end that reads nothing for ten seconds. Text is gathered for up to 30
 * ms, and flushing a stream does not hasten it; {@link #display} and {@link #readLine} show it first.
 */
public interface CellSession extends CellOutput {
    /** Standard output, UTF-8. */
    OutputStream standardOutput();

    /** Standard error, UTF-8. */
    OutputStream standardError();

    /**
     * Empties the output area of the cell.
     *
     * @param whenReplaced waits until there is something to show instead, which avoids flicker
     */
    void clear(boolean whenReplaced);

    /**
     * Asks the user for a line and waits for it; what was written to standard output is shown before.
     *
     * @throws IOException if the front end takes no input ({@code allow_stdin} is false)
     * @throws InterruptedException if the cell is interrupted meanwhile
     */
    String readLine(String prompt, boolean password) throws IOException, InterruptedException;
}
