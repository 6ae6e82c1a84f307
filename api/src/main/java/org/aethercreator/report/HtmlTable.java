package org.aethercreator.report;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.owasp.encoder.Encode;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** A table as HTML: text escaped, numbers right-aligned, long tables cut with a word on how much is left out. */
public final class HtmlTable {
    /** Rows shown of a longer table. */
    public static final int SHOWN_ROWS = 50;

    private HtmlTable() {}

    /** A {@code table} element, whose caption is the table's name if {@code named}. */
    public static String of(Table table, boolean named) {
        int rows = Math.min(table.rowCount(), SHOWN_ROWS);
        StringBuilder html = new StringBuilder("<table class=\"aether-table\">");
        if (named && table.name() != null && !table.name().isBlank()) {
            html.append("<caption>").append(Encode.forHtml(table.name())).append("</caption>");
        }
        html.append("<thead><tr>");
        for (Column<?> column : table.columns()) {
            html.append("<th scope=\"col\"")
                    .append(alignment(column))
                    .append('>')
                    .append(Encode.forHtml(column.name()))
                    .append("</th>");
        }
        html.append("</tr></thead><tbody>");
        html.append(IntStream.range(0, rows).mapToObj(row -> row(table, row)).collect(Collectors.joining()));
        html.append("</tbody></table>");
        if (rows < table.rowCount()) {
            html.append("<p>… and ")
                    .append(table.rowCount() - rows)
                    .append(" more of ")
                    .append(table.rowCount())
                    .append(" rows</p>");
        }
        return html.toString();
    }

    private static String row(Table table, int row) {
        return table.columns().stream()
                .map(column -> "<td" + alignment(column) + ">" + Encode.forHtml(column.getString(row)) + "</td>")
                .collect(Collectors.joining("", "<tr>", "</tr>"));
    }

    // Inline, because a shared notebook is shown where no style sheet of ours is.
    private static String alignment(Column<?> column) {
        boolean numeric = column instanceof NumericColumn || column.type() == ColumnType.DOUBLE;
        return " style=\"text-align:" + (numeric ? "right" : "left") + "\"";
    }
}
