package org.aethercreator.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last lines that a process wrote, each cut at a length, so that a chatty process fills no memory. */
final class LogRing {
    private static final int LINES = 300;
    private static final int LINE_CHARACTERS = 2000;

    private final Deque<String> lines = new ArrayDeque<>();

    synchronized void add(String line) {
        if (lines.size() == LINES) {
            lines.removeFirst();
        }
        lines.addLast(line);
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /** Takes everything from {@code stream} until it ends. */
    void drain(InputStream stream) {
        StringBuilder line = new StringBuilder();
        try (Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            char[] buffer = new char[4096];
            for (int count = reader.read(buffer); count >= 0; count = reader.read(buffer)) {
                for (int i = 0; i < count; i++) {
                    append(line, buffer[i]);
                }
            }
        } catch (IOException e) {
            add("(the process's output could not be read further: " + e.getMessage() + ")");
        }
        if (!line.isEmpty()) {
            add(line.toString());
        }
    }

    private void append(StringBuilder line, char character) {
        if (character == '\n') {
            add(line.toString().stripTrailing());
            line.setLength(0);
        } else if (line.length() < LINE_CHARACTERS) {
            line.append(character);
        }
    }
}
