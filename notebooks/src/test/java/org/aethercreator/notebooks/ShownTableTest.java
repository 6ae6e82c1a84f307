package org.aethercreator.notebooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ShownTableTest {
    private static final ExecutedCell CELL = new ExecutedCell(
            "table",
            Set.of(),
            "",
            "",
            List.of(Map.of("text/plain", "no HTML"), Map.of("text/html", """
                            <figure><table><caption>sizes</caption>
                            <thead><tr><th>file</th><th>size</th></tr></thead>
                            <tbody><tr><th>a &lt; b</th><td>1,234.5 MB</td></tr><tr><th>c</th><td></td></tr></tbody>
                            </table></figure>""")),
            Optional.empty());

    @Test
    void headAndCellsAreRead() {
        assertThat(ShownTable.of(CELL))
                .containsExactly(new ShownTable(
                        List.of("file", "size"), List.of(List.of("a < b", "1,234.5 MB"), List.of("c", ""))));
    }

    @Test
    void numbersAreReadWithoutTheirUnits() {
        ShownTable table = new ShownTable(
                List.of("x"), List.of(List.of("1,234.5 MB"), List.of("-7"), List.of("1.5e-3 s"), List.of("80 %")));

        assertThat(table.numbers("x")).containsExactly(1234.5, -7.0, 0.0015, 80.0);
    }

    @Test
    void whatIsMissingIsNamed() {
        ShownTable table = ShownTable.of(CELL).get(0);

        assertThat(catchThrowable(() -> table.column("speed")))
                .hasMessage("there is no column \"speed\" among [file, size]");
        assertThat(catchThrowable(() -> table.numbers("file"))).hasMessage("\"a < b\" does not begin with a number");
    }
}
