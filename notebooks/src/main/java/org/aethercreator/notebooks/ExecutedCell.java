package org.aethercreator.notebooks;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A code cell with what it put out.
 *
 * @param tags as given in the notebook's editor
 * @param displays values that were displayed and, last, the cell's result: each by MIME type, JSON formats as JSON text
 * @param error the error that ended it, if one did
 */
public record ExecutedCell(
        String source,
        Set<String> tags,
        String standardOutput,
        String standardError,
        List<Map<String, String>> displays,
        Optional<CellError> error) {
    public ExecutedCell {
        tags = Set.copyOf(tags);
        displays = displays.stream().map(Map::copyOf).toList();
    }

    /** What was displayed in {@code mimeType}, in order. */
    public List<String> displayed(String mimeType) {
        return displays.stream()
                .filter(display -> display.containsKey(mimeType))
                .map(display -> display.get(mimeType))
                .toList();
    }

    /**
     * How a cell failed.
     *
     * @param name the error's kind, such as an exception's class
     * @param message what it says
     * @param traceback what the notebook shows, with terminal colours removed
     */
    public record CellError(String name, String message, String traceback) {}
}
