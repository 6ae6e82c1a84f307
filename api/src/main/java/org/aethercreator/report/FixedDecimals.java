package org.aethercreator.report;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

/** Shows numbers with a fixed count of decimals, the same in every locale; a missing number as a dash. */
final class FixedDecimals extends NumberColumnFormatter {
    /** An empty column whose numbers are shown so. */
    static DoubleColumn column(String name, int decimals) {
        DoubleColumn column = DoubleColumn.create(name);
        column.setPrintFormatter(new FixedDecimals(decimals));
        return column;
    }

    private FixedDecimals(int decimals) {
        super(
                new DecimalFormat(
                        "0" + (decimals == 0 ? "" : "." + "0".repeat(decimals)),
                        DecimalFormatSymbols.getInstance(Locale.ROOT)),
                "–");
    }
}
