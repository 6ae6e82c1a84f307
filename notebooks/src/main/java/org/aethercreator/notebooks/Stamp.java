package org.aethercreator.notebooks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that says from what a step was made, written once the step is complete. */
record Stamp(Path file, String madeFrom) {
    boolean isCurrent() throws IOException {
        return Files.isRegularFile(file) && Files.readString(file).equals(madeFrom);
    }

    void write() throws IOException {
        Files.writeString(file, madeFrom);
    }
}
