package org.aethercreator.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.internal.chartpart.Chart;
import org.owasp.encoder.Encode;
import tech.tablesaw.api.Table;

/**
 * A chart that everybody can read: the picture as SVG, what it shows in words, and its numbers as a table.
 *
 * @param svg a whole {@code svg} element, labelled with the words
 * @param words alternative text: kind of chart, axes, and what each series does
 * @param data the numbers, one row a point
 */
public record Figure(String title, String svg, String words, Table data) {
    /** Hundredths of a pixel are enough: what is left out is half of a chart's size. */
    private static final Pattern LONG_DECIMALS = Pattern.compile("(\\d\\.\\d\\d)\\d+");

    /** Draws {@code chart} at its own size and describes it. */
    public static Figure of(Chart<?, ?> chart) {
        Table data = ChartData.table(chart);
        String words = ChartData.describe(chart);
        String title = chart.getTitle() == null || chart.getTitle().isBlank() ? "Chart" : chart.getTitle();
        return new Figure(title, label(draw(chart), words), words, data);
    }

    /**
     * The figure as HTML, its table folded below the picture. The picture is an image of its own, because notebooks
     * drop drawings from HTML that they do not trust.
     */
    public String html() {
        String data64 = Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8));
        return "<figure class=\"aether-figure\" style=\"margin:0 0 1em 0\"><img src=\"data:image/svg+xml;base64,"
                + data64
                + "\" alt=\"" + Encode.forHtmlAttribute(words) + "\"><figcaption><details><summary>Data of “"
                + Encode.forHtml(title) + "”</summary><p>" + Encode.forHtml(words) + "</p>"
                + HtmlTable.of(data, false) + "</details></figcaption></figure>";
    }

    private static String draw(Chart<?, ?> chart) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            VectorGraphicsEncoder.saveVectorGraphic(chart, bytes, VectorGraphicsFormat.SVG);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        String document = bytes.toString(StandardCharsets.UTF_8);
        int start = document.indexOf("<svg");
        if (start < 0) {
            throw new IllegalStateException("the chart library drew no svg element");
        }
        return LONG_DECIMALS.matcher(document.substring(start)).replaceAll("$1");
    }

    private static String label(String svg, String words) {
        return "<svg role=\"img\" aria-label=\"" + Encode.forXmlAttribute(words) + "\""
                + svg.substring("<svg".length());
    }
}
