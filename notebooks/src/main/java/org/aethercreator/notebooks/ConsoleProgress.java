package org.aethercreator.notebooks;

import java.io.PrintStream;
import org.aethercreator.progress.Progress;
import org.aethercreator.progress.ProgressUpdate;

/** Prints a line whenever another tenth of a stage is done. */
final class ConsoleProgress implements Progress {
    private final PrintStream console;
    private String stage = "";
    private int tenthsShown;

    ConsoleProgress(PrintStream console) {
        this.console = console;
    }

    @Override
    public synchronized void update(ProgressUpdate update) {
        if (!update.stage().equals(stage)) {
            stage = update.stage();
            tenthsShown = 0;
        }
        int tenths = (int) (update.fraction() * 10);
        if (tenths > tenthsShown) {
            tenthsShown = tenths;
            console.printf("%s: %d %%%n", stage, tenths * 10);
        }
    }
}
