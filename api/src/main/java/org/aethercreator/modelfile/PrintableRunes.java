package org.aethercreator.modelfile;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The code points that Go's {@code strconv.IsPrint} accepts; Ollama drops all others from a Modelfile. Read from a
 * resource, because the JDK's Unicode version is not Go's and changes from one JDK to the next.
 */
public final class PrintableRunes {
    private static final String RESOURCE = "printable-runes.txt";
    private static final int[] FIRST;
    private static final int[] LAST;

    static {
        List<String> ranges = read();
        FIRST = new int[ranges.size()];
        LAST = new int[ranges.size()];
        for (int i = 0; i < ranges.size(); i++) {
            String[] bounds = ranges.get(i).split(" ");
            FIRST[i] = Integer.parseInt(bounds[0], 16);
            LAST[i] = Integer.parseInt(bounds[1], 16);
        }
    }

    private PrintableRunes() {}

    public static boolean contains(int codePoint) {
        int at = Arrays.binarySearch(FIRST, codePoint);
        return at >= 0 || (at < -1 && codePoint <= LAST[-at - 2]);
    }

    /** Whether the character survives inside a value: printable, or the white space that Ollama keeps. */
    static boolean survivesInValue(int codePoint) {
        return codePoint == '\t' || codePoint == '\n' || codePoint == '\r' || contains(codePoint);
    }

    private static List<String> read() {
        try (InputStream resource = PrintableRunes.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IllegalStateException(
                        RESOURCE + " is missing beside " + PrintableRunes.class + "; build the jar with its resources");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.US_ASCII));
            return lines.lines().filter(line -> !line.startsWith("#")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
