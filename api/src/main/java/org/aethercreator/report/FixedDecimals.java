package org.aethercreator.report;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

/** Shows numbers with a fixed count of decimals, the same in every locale; a missing number as a dash. */
final class FixedDecimals extends NumberColumnFormatter {
    FixedDecimals(int decimals) {
        super(
                new DecimalFormat(
                        "0" + (decimals == 0 ? "" : "." + "0".repeat(decimals)),
                        DecimalFormatSymbols.getInstance(Locale.ROOT)),
                "–");
    }
}
