package org.aethercreator.notebooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.aethercreator.notebooks.ExecutedCell.CellError;

/**
 * The code cells of a notebook with their outputs, as read from its {@code .ipynb} file (nbformat 4).
 *
 * @see <a href="https://nbformat.readthedocs.io/en/latest/format_description.html">the format</a>
 */
public record ExecutedNotebook(Path file, List<ExecutedCell> cells) {
    /** The tag of the cell whose table is a notebook's result. */
    public static final String RESULT_TAG = "result";

    private static final Pattern TERMINAL_COLOUR = Pattern.compile("\u001B\\[[0-9;]*m");

    public ExecutedNotebook {
        cells = List.copyOf(cells);
    }

    /** Reads the file. */
    public static ExecutedNotebook read(Path file) throws IOException {
        JsonNode notebook = new ObjectMapper().readTree(file.toFile());
        List<ExecutedCell> cells = new ArrayList<>();
        for (JsonNode cell : notebook.path("cells")) {
            if (cell.path("cell_type").asText().equals("code")) {
                cells.add(readCell(cell));
            }
        }
        return new ExecutedNotebook(file, cells);
    }

    /**
     * The table that sums the notebook up, as plain text: the last one of the cells tagged {@link #RESULT_TAG} or, if
     * none is tagged so, of all cells. A table is a display with an HTML {@code table} element.
     */
    public Optional<String> resultTable() {
        List<ExecutedCell> tagged =
                cells.stream().filter(cell -> cell.tags().contains(RESULT_TAG)).toList();
        return (tagged.isEmpty() ? cells : tagged)
                .stream()
                        .flatMap(cell -> cell.displays().stream())
                        .filter(display -> display.getOrDefault("text/html", "").contains("<table"))
                        .map(display -> display.getOrDefault("text/plain", ""))
                        .reduce((earlier, later) -> later);
    }

    private static ExecutedCell readCell(JsonNode cell) {
        StringBuilder standardOutput = new StringBuilder();
        StringBuilder standardError = new StringBuilder();
        List<Map<String, String>> displays = new ArrayList<>();
        CellError error = null;
        for (JsonNode output : cell.path("outputs")) {
            switch (output.path("output_type").asText()) {
                case "stream" ->
                    (output.path("name").asText().equals("stderr") ? standardError : standardOutput)
                            .append(text(output.path("text")));
                case "display_data", "execute_result" -> displays.add(readDisplay(output.path("data")));
                case "error" -> error = readError(output);
                default -> throw new IllegalArgumentException("an output of unknown kind: " + output);
            }
        }
        return new ExecutedCell(
                text(cell.path("source")),
                readTags(cell),
                standardOutput.toString(),
                standardError.toString(),
                displays,
                Optional.ofNullable(error));
    }

    private static Set<String> readTags(JsonNode cell) {
        Set<String> tags = new LinkedHashSet<>();
        cell.path("metadata").path("tags").forEach(tag -> tags.add(tag.asText()));
        return tags;
    }

    private static Map<String, String> readDisplay(JsonNode data) {
        Map<String, String> display = new LinkedHashMap<>();
        data.properties().forEach(entry -> display.put(entry.getKey(), text(entry.getValue())));
        return display;
    }

    private static CellError readError(JsonNode output) {
        String traceback = StreamSupport.stream(output.path("traceback").spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining("\n"));
        return new CellError(
                output.path("ename").asText(),
                output.path("evalue").asText(),
                TERMINAL_COLOUR.matcher(traceback).replaceAll(""));
    }

    /** Text is kept as one string or as a list of lines; anything else is JSON. */
    private static String text(JsonNode node) {
        if (node.isTextual()) {
            return node.asText();
        }
        if (node.isArray() && StreamSupport.stream(node.spliterator(), false).allMatch(JsonNode::isTextual)) {
            StringBuilder lines = new StringBuilder();
            node.forEach(line -> lines.append(line.asText()));
            return lines.toString();
        }
        return node.toString();
    }
}
