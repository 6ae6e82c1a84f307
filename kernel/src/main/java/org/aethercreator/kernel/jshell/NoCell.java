package org.aethercreator.kernel.jshell;

import java.io.IOException;
import java.io.OutputStream;
import org.aethercreator.kernel.display.MimeBundle;
import org.aethercreator.kernel.session.CellSession;

/** Stands for the cell where none runs, as in completion: output goes nowhere, and there is no input. */
final class NoCell implements CellSession {
    @Override
    public OutputStream standardOutput() {
        return OutputStream.nullOutputStream();
    }

    @Override
    public OutputStream standardError() {
        return OutputStream.nullOutputStream();
    }

    @Override
    public String readLine(String prompt, boolean password) throws IOException {
        throw new IOException("No cell is running that could ask for input.");
    }

    @Override
    public String display(MimeBundle bundle) {
        return "";
    }

    @Override
    public void update(String displayId, MimeBundle bundle) {
        // Nowhere to show it.
    }

    @Override
    public void clear(boolean whenReplaced) {
        // Nothing is shown.
    }

    @Override
    public void print(String text) {
        // Nowhere to show it.
    }
}
