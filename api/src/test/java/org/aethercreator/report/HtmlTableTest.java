package org.aethercreator.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class HtmlTableTest {
    @Test
    void textIsEscapedAndNumbersAreRightAligned() {
        Table table =
                Table.create("a<b", StringColumn.create("name", "<script>"), IntColumn.create("count", new int[] {7}));

        assertThat(HtmlTable.of(table, true))
                .contains("<caption>a&lt;b</caption>")
                .contains("<td style=\"text-align:left\">&lt;script&gt;</td>")
                .contains("<td style=\"text-align:right\">7</td>");
    }

    @Test
    void aLongTableSaysHowMuchIsLeftOut() {
        Table table = Table.create(IntColumn.create("n", IntStream.range(0, 60).toArray()));

        assertThat(HtmlTable.of(table, false))
                .endsWith("<p>… and 10 more of 60 rows</p>")
                .doesNotContain("<caption>");
    }
}
