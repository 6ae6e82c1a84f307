package org.aethercreator.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.aethercreator.notebooks.ExecutedCell.CellError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecutedNotebookTest {
    @TempDir
    private Path folder;

    @Test
    void everyKindOfOutputIsRead() throws Exception {
        ExecutedNotebook notebook = read("""
                {"cell_type": "markdown", "source": ["# Title"], "metadata": {}},
                {"cell_type": "code", "source": ["1 + 1;\\n", "2"], "metadata": {"tags": ["result", "slow"]}, "outputs": [
                    {"output_type": "stream", "name": "stdout", "text": ["a\\n", "b"]},
                    {"output_type": "stream", "name": "stderr", "text": "oops"},
                    {"output_type": "stream", "name": "stdout", "text": "c"},
                    {"output_type": "display_data", "metadata": {}, "data": {"application/json": {"x": [1, 2]}}},
                    {"output_type": "execute_result", "execution_count": 1, "metadata": {}, "data": {"text/plain": ["2"]}},
                    {"output_type": "error", "ename": "E", "evalue": "no", "traceback": ["\\u001b[31mE\\u001b[0m", "no"]}
                ]}
                """);

        assertThat(notebook.cells())
                .containsExactly(new ExecutedCell(
                        "1 + 1;\n2",
                        Set.of("result", "slow"),
                        "a\nbc",
                        "oops",
                        List.of(Map.of("application/json", "{\"x\":[1,2]}"), Map.of("text/plain", "2")),
                        Optional.of(new CellError("E", "no", "E\nno"))));
    }

    @Test
    void theResultIsTheLastTableOfTheTaggedCell() throws Exception {
        String tagged = table("result", "first") + "," + table("result", "second") + "," + table("", "third");

        assertThat(read(tagged).resultTable()).contains("second");
        assertThat(read(table("", "first") + "," + table("", "second")).resultTable())
                .contains("second");
        assertThat(read(table("", "text").replace("<table>", "<p>")).resultTable())
                .isEmpty();
    }

    private static String table(String tag, String text) {
        return """
                {"cell_type": "code", "source": "", "metadata": {"tags": ["%s"]}, "outputs": [
                    {"output_type": "display_data", "metadata": {}, "data": {"text/html": "<table>", "text/plain": "%s"}}
                ]}
                """.formatted(tag, text);
    }

    private ExecutedNotebook read(String cells) throws Exception {
        Path file = folder.resolve("notebook.ipynb");
        Files.writeString(
                file, "{\"nbformat\": 4, \"nbformat_minor\": 5, \"metadata\": {}, \"cells\": [" + cells + "]}");
        return ExecutedNotebook.read(file);
    }
}
