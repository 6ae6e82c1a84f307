package org.aethercreator.report;

import java.util.List;
import java.util.Locale;
import org.aethercreator.bench.BenchmarkResult;
import org.aethercreator.bench.Measurement;
import org.aethercreator.bench.Metric;
import org.aethercreator.bench.TargetResult;
import org.apache.commons.math3.util.Precision;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Draws the charts of a benchmark. */
final class BenchmarkCharts {
    private static final int CHARACTER_WIDTH = 8;

    private BenchmarkCharts() {}

    static CategoryChart bars(BenchmarkResult result, Metric metric) {
        ShortNames names = names(result);
        CategoryChart chart = new CategoryChartBuilder()
                .width(ChartStyle.WIDTH)
                .height(ChartStyle.HEIGHT)
                .title(metric.label() + direction(metric))
                .xAxisTitle(names.axisTitle("Model"))
                .yAxisTitle(metric.labelWithUnit())
                .build();
        ChartStyle.apply(chart.getStyler());
        chart.getStyler().setLegendVisible(false);
        chart.getStyler().setAvailableSpaceFill(0.5);
        chart.getStyler().setLabelsVisible(true);
        chart.getStyler().setYAxisMin(0.0);
        if (names.names().stream()
                .anyMatch(
                        name -> name.length() > ChartStyle.WIDTH / names.names().size() / CHARACTER_WIDTH)) {
            chart.getStyler().setXAxisLabelRotation(20);
        }
        List<TargetResult> targets = result.targets();
        chart.addSeries(
                metric.label(),
                names.names(),
                targets.stream().map(target -> value(target, metric)).toList());
        return chart;
    }

    static XYChart scatter(BenchmarkResult result, Metric x, Metric y) {
        XYChart chart = new XYChartBuilder()
                .width(ChartStyle.WIDTH)
                .height(ChartStyle.HEIGHT)
                .title(y.label() + " against " + x.label().toLowerCase(Locale.ROOT))
                .xAxisTitle(x.labelWithUnit())
                .yAxisTitle(y.labelWithUnit())
                .build();
        ChartStyle.apply(chart.getStyler());
        chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
        chart.getStyler().setMarkerSize(12);
        List<String> names = names(result).names();
        for (int i = 0; i < names.size(); i++) {
            TargetResult target = result.targets().get(i);
            chart.addSeries(names.get(i), new double[] {value(target, x)}, new double[] {value(target, y)});
        }
        return chart;
    }

    private static ShortNames names(BenchmarkResult result) {
        return ShortNames.of(
                result.targets().stream().map(target -> target.target().name()).toList());
    }

    private static double value(TargetResult target, Metric metric) {
        double value = target.measurement(metric).map(Measurement::value).orElse(Double.NaN);
        return Precision.round(value, metric.decimals()); // the labels show every decimal
    }

    private static String direction(Metric metric) {
        return metric.better() == Metric.Better.HIGHER ? " (more is better)" : " (less is better)";
    }
}
