package org.aethercreator.notebooks;

import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/**
 * A table as a notebook shows it.
 *
 * @param columns what the head says
 * @param rows the cells' texts, by row
 */
record ShownTable(List<String> columns, List<List<String>> rows) {
    /** All tables that {@code cell} shows, in order. */
    static List<ShownTable> of(ExecutedCell cell) {
        return cell.displayed("text/html").stream()
                .flatMap(html -> Jsoup.parseBodyFragment(html).select("table").stream())
                .map(ShownTable::read)
                .toList();
    }

    /** The column headed {@code name}, as texts. */
    List<String> column(String name) {
        int index = columns.indexOf(name);
        if (index < 0) {
            throw new AssertionError("there is no column \"" + name + "\" among " + columns);
        }
        return rows.stream().map(row -> row.get(index)).toList();
    }

    /** The column headed {@code name}, as numbers; what stands behind a number, such as its unit, is left out. */
    List<Double> numbers(String name) {
        return column(name).stream().map(ShownTable::number).toList();
    }

    private static double number(String text) {
        String number = text.replace(",", "").replaceFirst("^\\s*(-?[0-9]+(\\.[0-9]+)?([eE]-?[0-9]+)?).*$", "$1");
        try {
            return Double.parseDouble(number);
        } catch (NumberFormatException e) {
            throw new AssertionError("\"" + text + "\" does not begin with a number", e);
        }
    }

    private static ShownTable read(Element table) {
        List<String> columns = table.select("thead tr").last() == null
                ? List.of()
                : table.select("thead tr").last().children().eachText();
        List<List<String>> rows = table.select("tbody tr").stream()
                .map(row -> row.children().stream().map(Element::text).toList())
                .toList();
        return new ShownTable(columns, rows);
    }
}
