package org.aethercreator.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.PieChart;
import org.knowm.xchart.PieSeries;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.internal.series.AxesChartSeriesCategory;
import org.knowm.xchart.internal.series.AxesChartSeriesNumericalNoErrorBars;
import org.knowm.xchart.internal.series.Series;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Reads the numbers back out of a chart: for its table and its description. */
final class ChartData {
    private ChartData() {}

    private record Point(String series, String x, double y) {}

    static Table table(Chart<?, ?> chart) {
        List<Point> points = points(chart);
        StringColumn series = StringColumn.create("Series");
        StringColumn x = StringColumn.create(axisName(chart.getXAxisTitle(), "x"));
        String yName = axisName(chart.getYAxisTitle(), "value");
        DoubleColumn y = DoubleColumn.create(yName.equals(x.name()) ? yName + " (y)" : yName);
        for (Point point : points) {
            series.append(point.series());
            x.append(point.x());
            y.append(point.y());
        }
        return Table.create(axisName(chart.getTitle(), "Chart"), series, x, y);
    }

    /** One sentence for the chart and one for each series. */
    static String describe(Chart<?, ?> chart) {
        StringBuilder words = new StringBuilder(kind(chart));
        if (isNamed(chart.getTitle())) {
            words.append(" “").append(chart.getTitle()).append('”');
        }
        if (isNamed(chart.getXAxisTitle())) {
            words.append(", x axis: ").append(chart.getXAxisTitle());
        }
        if (isNamed(chart.getYAxisTitle())) {
            words.append(", y axis: ").append(chart.getYAxisTitle());
        }
        words.append('.');
        points(chart).stream()
                .collect(Collectors.groupingBy(Point::series, LinkedHashMap::new, Collectors.toList()))
                .forEach((name, points) -> words.append(' ').append(sentence(name, points)));
        return words.toString();
    }

    private static String sentence(String name, List<Point> points) {
        List<Point> known =
                points.stream().filter(point -> Double.isFinite(point.y())).toList();
        if (known.isEmpty()) {
            return name + " has no values.";
        }
        if (known.size() <= 6) {
            return known.stream()
                    .map(point -> point.x() + " " + number(point.y()))
                    .collect(Collectors.joining(", ", name + ": ", "."));
        }
        Point lowest = known.stream().min(Comparator.comparingDouble(Point::y)).orElseThrow();
        Point highest = known.stream().max(Comparator.comparingDouble(Point::y)).orElseThrow();
        return "%s: %d values, from %s at %s to %s at %s, first %s, last %s."
                .formatted(
                        name,
                        known.size(),
                        number(lowest.y()),
                        lowest.x(),
                        number(highest.y()),
                        highest.x(),
                        number(known.get(0).y()),
                        number(known.get(known.size() - 1).y()));
    }

    private static List<Point> points(Chart<?, ?> chart) {
        List<Point> points = new ArrayList<>();
        for (Series series : chart.getSeriesMap().values()) {
            if (series instanceof AxesChartSeriesCategory category) {
                addAll(points, series.getName(), category.getXData(), category.getYData());
            } else if (series instanceof AxesChartSeriesNumericalNoErrorBars numeric) {
                double[] x = numeric.getXData();
                double[] y = numeric.getYData();
                for (int i = 0; i < x.length; i++) {
                    points.add(new Point(series.getName(), number(x[i]), y[i]));
                }
            } else if (series instanceof PieSeries slice) {
                points.add(new Point(series.getName(), "", asDouble(slice.getValue())));
            }
        }
        return points;
    }

    private static void addAll(
            List<Point> points, String name, Collection<?> xs, Collection<? extends @Nullable Number> ys) {
        var x = xs.iterator();
        var y = ys.iterator();
        while (x.hasNext() && y.hasNext()) {
            points.add(new Point(name, String.valueOf(x.next()), asDouble(y.next())));
        }
    }

    private static double asDouble(@Nullable Number number) {
        return number == null ? Double.NaN : number.doubleValue();
    }

    private static String kind(Chart<?, ?> chart) {
        if (chart instanceof CategoryChart) {
            return "Bar chart";
        }
        if (chart instanceof PieChart) {
            return "Pie chart";
        }
        if (chart instanceof XYChart points) {
            boolean scattered = points.getStyler().getDefaultSeriesRenderStyle() == XYSeriesRenderStyle.Scatter;
            return scattered ? "Chart of points" : "Line chart";
        }
        return "Chart";
    }

    private static boolean isNamed(@Nullable String title) {
        return title != null && !title.isBlank();
    }

    private static String axisName(@Nullable String title, String otherwise) {
        return isNamed(title) ? Objects.requireNonNull(title) : otherwise;
    }

    /** At most four significant digits, without exponent where it is short. */
    static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e9) {
            return Long.toString((long) value);
        }
        return Math.abs(value) >= 1000
                ? String.format(Locale.ROOT, "%.0f", value)
                : new BigDecimal(value)
                        .round(new MathContext(4))
                        .stripTrailingZeros()
                        .toPlainString();
    }
}
